package io.srpo.verify.math.parse;

import java.util.Map;
import java.util.Set;

/** The names that mean something in math text. */
final class Names {
    static final Set<String> FUNCTIONS = Set.of(
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "arcsin",
            "arccos",
            "arctan",
            "arccot",
            "arcsec",
            "arccsc",
            "asin",
            "acos",
            "atan",
            "sinh",
            "cosh",
            "tanh",
            "coth",
            "sech",
            "csch",
            "ln",
            "log",
            "lg",
            "exp",
            "gcd",
            "lcm",
            "max",
            "min",
            "det",
            "arg",
            "sgn",
            "sign",
            "abs",
            "floor",
            "ceil",
            "dim",
            "ker",
            "sqrt",
            "cbrt",
            "binom",
            "arsinh",
            "artanh",
            "arcosh",
            "Re",
            "Im",
            "tr",
            "rank",
            "deg",
            "erf",
            "Var",
            "Pr",
            "hom",
            "Hom",
            "sup",
            "cis",
            "factorial");
    static final Set<String> GREEK = Set.of(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta",
            "Lambda", "Xi", "Pi", "Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell", "aleph", "hbar", "partial", "nabla",
            "wp", "top", "dagger", "star", "ast", "prime", "bullet", "perp", "flat", "sharp");
    static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("varepsilon", "epsilon"),
            Map.entry("varphi", "phi"),
            Map.entry("vartheta", "theta"),
            Map.entry("varrho", "rho"),
            Map.entry("infty", "oo"),
            Map.entry("emptyset", "empty"),
            Map.entry("varnothing", "empty"),
            Map.entry("ldots", "..."),
            Map.entry("dots", "..."),
            Map.entry("cdots", "..."),
            Map.entry("imath", "i"),
            Map.entry("jmath", "j"));
    /** Words that stand for a symbol in plain text. */
    static final Map<String, String> PLAIN = Map.of(
            "infinity",
            "oo",
            "inf",
            "oo",
            "infty",
            "oo",
            "pi",
            "pi",
            "Pi",
            "pi",
            "theta",
            "theta",
            "alpha",
            "alpha",
            "beta",
            "beta",
            "lambda",
            "lambda");

    static final Set<String> CONNECTIVES = Set.of(
            "or", "and", "to", "if", "is", "mod", "in", "with", "base", "where", "for", "when", "but", "not", "then",
            "percent", "choose", "so", "hence", "thus", "a.m", "p.m", "U");
    /** Units of two or three letters that would read as products of variables. */
    static final Set<String> SHORT_UNITS = Set.of(
            "cm", "mm", "km", "nm", "kg", "mg", "ml", "mL", "ft", "in", "yd", "mi", "lb", "lbs", "oz", "hr", "hrs",
            "min", "mins", "sec", "secs", "mph", "kph", "cc", "gal", "gm", "am", "pm", "AM", "PM", "sq", "cu", "day",
            "way", "rad", "deg", "km/h", "m/s", "kJ", "Hz", "kW", "kWh", "USD", "EUR", "men", "cup", "pie", "cat",
            "dog", "hen", "pen", "egg", "toy", "cow", "car", "boy", "box", "bag", "kid", "row", "cents", "pts", "dm",
            "ha", "mol", "Pa", "dB", "rpm", "GB", "MB", "KB", "cal", "psi", "atm", "ohm", "yr", "yrs", "qt", "pt", "hp",
            "kPa", "kN", "eV", "yen", "won", "usd", "eur", "inr", "wk", "wks");

    private Names() {}
}
