package io.srpo.train.report;

import java.util.Locale;

/** Numbers as people read them. */
final class Words {
    private Words() {}

    /** "31%"; one decimal below 10%, where a whole percent would be coarse. */
    static String percent(double share) {
        double percent = 100 * share;
        boolean fine = percent < 9.95 && Math.abs(percent - Math.rint(percent)) > 0.05;
        return String.format(Locale.ROOT, fine ? "%.1f%%" : "%.0f%%", percent);
    }

    /** "1,920". */
    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** "45 seconds", "4.1 minutes", "2.5 hours". */
    static String duration(double seconds) {
        if (seconds < 90) {
            return Math.round(seconds) + " seconds";
        }
        return seconds < 5400
                ? String.format(Locale.ROOT, "%.1f minutes", seconds / 60)
                : String.format(Locale.ROOT, "%.1f hours", seconds / 3600);
    }

    /** With a capital first letter. */
    static String capital(String word) {
        return word.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
