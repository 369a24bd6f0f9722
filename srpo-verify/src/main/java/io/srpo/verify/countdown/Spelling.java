package io.srpo.verify.countdown;

/** Other ways of writing the four operations and brackets, brought to one. */
final class Spelling {
    private static final String[][] SAME = {
        {"\\left", ""},
        {"\\right", ""},
        {"\\times", "*"},
        {"\\cdot", "*"},
        {"\\div", "/"},
        {"\\,", " "},
        {"$", ""},
        {"\u00D7", "*"},
        {"\u00B7", "*"},
        {"\u22C5", "*"},
        {"\u00F7", "/"},
        {"\u2212", "-"},
        {"\u2013", "-"},
        {"\uFF08", "("},
        {"\uFF09", ")"},
        {"[", "("},
        {"]", ")"},
    };

    private Spelling() {}

    static String plain(String answer) {
        String text = answer;
        for (String[] same : SAME) {
            text = text.replace(same[0], same[1]);
        }
        return text;
    }
}
