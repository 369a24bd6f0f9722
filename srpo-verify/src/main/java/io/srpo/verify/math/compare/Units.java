package io.srpo.verify.math.compare;

import io.srpo.verify.math.number.Rational;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Units after a number: known ones with their dimension and scale; any other noun counts as what is counted and says nothing. */
final class Units {
    private static final Map<String, Unit> KNOWN = new HashMap<>();
    private static final Pattern PART = Pattern.compile("([*/]?)\\s*([^\\s*/^]+)(?:\\^\\{?(-?\\d)}?)?");

    /**
     * A unit.
     *
     * @param dimension base units with their powers, or empty for a pure count
     * @param scale how many base units it is
     */
    record Unit(Map<String, Integer> dimension, Rational scale) {
        static final Unit COUNT = new Unit(Map.of(), Rational.ONE);
    }

    static {
        put("length", 1, 1, "m meter meters metre metres");
        put("length", 1, 100, "cm centimeter centimeters centimetre centimetres");
        put("length", 1, 1000, "mm millimeter millimeters millimetre millimetres");
        put("length", 1000, 1, "km kilometer kilometers kilometre kilometres kms");
        put("length", 3048, 10000, "ft foot feet");
        put("length", 254, 10000, "in inch inches");
        put("length", 9144, 10000, "yd yard yards");
        put("length", 1609344, 1000, "mi mile miles");
        put("mass", 1, 1, "g gram grams gm gms");
        put("mass", 1000, 1, "kg kilogram kilograms kgs");
        put("mass", 1, 1000, "mg milligram milligrams");
        put("mass", 45359237, 100000, "lb lbs pound pounds");
        put("mass", 45359237, 1600000, "oz ounce ounces");
        put("time", 1, 1, "s sec secs second seconds");
        put("time", 60, 1, "min mins minute minutes");
        put("time", 3600, 1, "h hr hrs hour hours");
        put("time", 86400, 1, "day days");
        put("time", 604800, 1, "week weeks");
        put("month", 1, 1, "month months");
        put("month", 12, 1, "year years yr yrs");
        put("volume", 1, 1, "l liter liters litre litres");
        put("volume", 1, 1000, "ml milliliter milliliters millilitre millilitres cc");
        put("gallon", 1, 1, "gal gallon gallons");
        put("gallon", 1, 4, "quart quarts");
        put("gallon", 1, 8, "pint pints");
        put("money", 1, 1, "$ dollar dollars usd");
        put("money", 1, 100, "cent cents ¢ \\cent");
        put("euro", 1, 1, "€ euro euros eur");
        put("sterling", 1, 1, "£");
        put("yen", 1, 1, "¥ yen");
        put("rupee", 1, 1, "₹ rupee rupees");
        put("temperature-c", 1, 1, "celsius");
        put("temperature-f", 1, 1, "fahrenheit");
        put("frequency", 1, 1, "hz hertz");
        put("newton", 1, 1, "n newton newtons");
        put("joule", 1, 1, "j joule joules");
        put("watt", 1, 1, "w watt watts");
        put("volt", 1, 1, "v volt volts");
    }

    private Units() {}

    private static void put(String dimension, long num, long den, String names) {
        Unit unit = new Unit(Map.of(dimension, 1), Rational.of(num, den));
        new StringTokenizer(names).asIterator().forEachRemaining(name -> KNOWN.put((String) name, unit));
    }

    static boolean isKnown(String word) {
        return KNOWN.containsKey(word.toLowerCase(Locale.ROOT));
    }

    /** The unit that a text names; {@link Unit#COUNT} for nouns. Never null, never fails. */
    static Unit of(String text) {
        String s = text.toLowerCase(Locale.ROOT)
                .replaceAll("\\\\[,; ]|[{}~]", " ")
                .replace("\\text", " ")
                .replaceAll("(?<=\\S) +(?:in|of|for|at|on|with|by|from|during|when|so|to) \\S.*$", "")
                .replaceAll("\\bsquared\\b", "^2")
                .replaceAll("\\bcubed\\b", "^3")
                .replaceAll("\\s+(?=\\^)", "")
                .replaceAll("\\b(?:sq\\.?|square)\\s+(\\w+)", "$1^2")
                .replaceAll("\\b(?:cu\\.?|cubic)\\s+(\\w+)", "$1^3")
                .replaceAll("\\bmph\\b", "mi/h")
                .replaceAll("\\bkm?ph\\b", "km/h")
                .replaceAll("\\b(?:per|an|a)\\b", "/")
                .replaceAll("(?<=[a-z])\\.", "")
                .strip();
        Rational scale = Rational.ONE;
        Map<String, Integer> dimension = new TreeMap<>();
        Matcher m = PART.matcher(s);
        while (m.find()) {
            Rational many = multiplier(m.group(2));
            if (many != null && m.group(1).isEmpty()) {
                scale = scale.multiply(many);
                continue;
            }
            Unit unit = KNOWN.get(m.group(2).replaceAll("[().]", ""));
            if (unit == null) {
                continue;
            }
            int power = m.group(3) == null ? 1 : Integer.parseInt(m.group(3));
            int signed = m.group(1).equals("/") ? -power : power;
            unit.dimension().forEach((name, n) -> dimension.merge(name, n * signed, Integer::sum));
            Rational factor = unit.scale().power(java.math.BigInteger.valueOf(signed));
            scale = factor == null ? scale : scale.multiply(factor);
        }
        dimension.values().removeIf(n -> n == 0);
        return dimension.isEmpty() ? new Unit(Map.of(), scale) : new Unit(dimension, scale);
    }

    private static @Nullable Rational multiplier(String word) {
        return switch (word) {
            case "hundred" -> Rational.of(100);
            case "thousand" -> Rational.of(1000);
            case "million" -> Rational.of(1_000_000);
            case "billion" -> Rational.of(1_000_000_000);
            case "trillion" -> Rational.of(1_000_000_000_000L);
            case "dozen" -> Rational.of(12);
            default -> null;
        };
    }
}
