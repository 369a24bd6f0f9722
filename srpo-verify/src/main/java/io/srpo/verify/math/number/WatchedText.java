package io.srpo.verify.math.number;

/** A text that counts how often it is read, so that a regular expression that goes back and forth over it ends with the pair's time. */
final class WatchedText implements CharSequence {
    private static final int READS = 1 << 14;

    private final String text;
    private final Budget budget;
    private int reads;

    WatchedText(String text, Budget budget) {
        this.text = text;
        this.budget = budget;
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++reads == READS) {
            reads = 0;
            budget.check();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
