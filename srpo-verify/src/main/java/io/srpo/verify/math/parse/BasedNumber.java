package io.srpo.verify.math.parse;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A whole answer that is a number in another base: {@code 1011_2}, {@code 3A_{16}}, {@code 1011 base 2}, {@code 0x1F}. */
final class BasedNumber {
    private static final Pattern BASE = Pattern.compile(
            "(?i)\\(?([0-9][0-9a-z.]*)\\)? ?(?:_\\{?\\(?(\\d{1,2}|[a-z]+|\\\\text ?\\{ ?[a-z]+ ?})\\)?}?|\\(?,? ?(?:\\\\text\\{)? ?(?:in )?base[- ](\\d{1,2}|[a-z]+) ?}?\\)?)");
    private static final Pattern PREFIXED = Pattern.compile("0x([0-9a-fA-F]+)|0b([01]+)|0o([0-7]+)");
    private static final Pattern LETTER_BASED =
            Pattern.compile("([A-F](?=[0-9A-F]*\\d)[0-9A-F]+)_\\{?(1[1-6])}?|([A-F]+)_\\{?(16)}?");

    /** A digit set upright, as in {@code 4\\text{A}7}. */
    private static final Pattern UPRIGHT = Pattern.compile("\\\\text ?\\{ ?([0-9A-Z]{1,12}) ?}");

    private BasedNumber() {}

    /** The number, or null when the text is none. */
    static @Nullable Node of(String text) {
        String s = text.indexOf('_') >= 0 && text.indexOf("\\text") >= 0
                ? UPRIGHT.matcher(text).replaceAll("$1")
                : text;
        if (s.startsWith("0") && s.length() > 2 && PREFIXED.matcher(s).matches()) {
            int base = s.charAt(1) == 'x' ? 16 : s.charAt(1) == 'b' ? 2 : 8;
            return NumberReader.based(s.substring(2).toUpperCase(java.util.Locale.ROOT), base);
        }
        if ((s.indexOf('_') < 0 && s.indexOf("base") < 0 && s.indexOf("Base") < 0) || s.startsWith("-")) {
            return null;
        }
        var hex = LETTER_BASED.matcher(s);
        if (hex.matches()) {
            return hex.group(1) != null
                    ? NumberReader.based(hex.group(1), Integer.parseInt(hex.group(2)))
                    : NumberReader.based(hex.group(3), 16);
        }
        var m = BASE.matcher(s);
        if (!m.matches()) {
            return null;
        }
        Integer base = NumberReader.base(m.group(2) != null ? m.group(2) : m.group(3));
        return base == null ? null : NumberReader.based(m.group(1).toUpperCase(java.util.Locale.ROOT), base);
    }
}
