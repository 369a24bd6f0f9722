package io.srpo.verify.math.parse;

import java.text.Normalizer.Form;
import java.util.HashMap;
import java.util.Map;

/** Unicode operators, Greek, superscripts, vulgar fractions and full-width forms, rewritten in ASCII and LaTeX. */
final class Unicode {
    private static final String SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ";
    private static final String SUPER_ASCII = "0123456789+-()ni";
    private static final String SUB = "₀₁₂₃₄₅₆₇₈₉ₙₖ";
    private static final String SUB_ASCII = "0123456789nk";
    private static final Map<Character, String> SYMBOLS = new HashMap<>();

    static {
        put("−–‐‑‒﹣－", "-");
        put("—", " - ");
        put("×✕⨯", "\\times ");
        put("·⋅∙•", "\\cdot ");
        put("÷", "\\div ");
        put("±", "\\pm ");
        put("∓", "\\mp ");
        put("≤≦⩽", "\\le ");
        put("≥≧⩾", "\\ge ");
        put("≠", "\\neq ");
        put("≈≅≃", "\\approx ");
        put("≡", "\\equiv ");
        put("∞", "\\infty ");
        put("∪", "\\cup ");
        put("∩", "\\cap ");
        put("∈", "\\in ");
        put("∉", "\\notin ");
        put("∅⌀", "\\emptyset ");
        put("∖", "\\setminus ");
        put("ℝ", "\\mathbb{R}");
        put("ℤ", "\\mathbb{Z}");
        put("ℚ", "\\mathbb{Q}");
        put("ℕ", "\\mathbb{N}");
        put("ℂ", "\\mathbb{C}");
        put("→⟶", "\\to ");
        put("⇒⟹", "\\implies ");
        put("∴", " ");
        put("∣", "|");
        put("⟨〈", "\\langle ");
        put("⟩〉", "\\rangle ");
        put("⌊", "\\lfloor ");
        put("⌋", "\\rfloor ");
        put("⌈", "\\lceil ");
        put("⌉", "\\rceil ");
        put("°º˚", "^\\circ ");
        put("′’‘ʹ", "'");
        put("“”", "\"");
        put("…⋯", "\\ldots ");
        put("∑", "\\sum ");
        put("∏", "\\prod ");
        put("∫", "\\int ");
        put("∂", "\\partial ");
        put("½", "\\frac{1}{2}");
        put("⅓", "\\frac{1}{3}");
        put("⅔", "\\frac{2}{3}");
        put("¼", "\\frac{1}{4}");
        put("¾", "\\frac{3}{4}");
        put("⅕", "\\frac{1}{5}");
        put("⅖", "\\frac{2}{5}");
        put("⅗", "\\frac{3}{5}");
        put("⅘", "\\frac{4}{5}");
        put("⅙", "\\frac{1}{6}");
        put("⅚", "\\frac{5}{6}");
        put("⅛", "\\frac{1}{8}");
        put("⅜", "\\frac{3}{8}");
        put("⅝", "\\frac{5}{8}");
        put("⅞", "\\frac{7}{8}");
        put("⁄∕", "/");
        put("∶", ":");
        put("、", ",");
        put("。", ".");
        put("\u00A0\u2002\u2003\u2009\u200A\u3000", " ");
        put("\u202F", "\\,");
        put("\u200B\u200C\u200D\u2060\uFEFF\u2061\u2062\u2063\u2064\uFE0F", "");
        put("﹪％", "%");
        String[] greek = {
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "omicron", "pi", "rho", "sigma", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega"
        };
        for (int k = 0; k < greek.length; k++) {
            SYMBOLS.put((char) ('α' + k), "\\" + greek[k] + " ");
        }
        put("ϕ", "\\phi ");
        put("ϵ", "\\epsilon ");
        put("Δ", "\\Delta ");
        put("Γ", "\\Gamma ");
        put("Θ", "\\Theta ");
        put("Λ", "\\Lambda ");
        put("Π", "\\Pi ");
        put("Σ", "\\Sigma ");
        put("Φ", "\\Phi ");
        put("Ψ", "\\Psi ");
        put("Ω", "\\Omega ");
    }

    private Unicode() {}

    private static void put(String from, String to) {
        from.chars().forEach(c -> SYMBOLS.put((char) c, to));
    }

    static String toAscii(String s) {
        int k = 0;
        while (k < s.length() && s.charAt(k) < 128) {
            k++;
        }
        if (k == s.length()) {
            return s;
        }
        StringBuilder out = new StringBuilder(s.length() + 16).append(s, 0, k);
        while (k < s.length()) {
            char c = s.charAt(k);
            if (c < 128) {
                out.append(c);
                k++;
            } else if (SUPER.indexOf(c) >= 0) {
                k = script(s, k, "^{", SUPER, SUPER_ASCII, out);
            } else if (SUB.indexOf(c) >= 0) {
                k = script(s, k, "_{", SUB, SUB_ASCII, out);
            } else if (c == '√' || c == '∛' || c == '∜') {
                out.append(c == '√' ? "\\sqrt" : c == '∛' ? "\\sqrt[3]" : "\\sqrt[4]");
                k = radicand(s, k + 1, out);
            } else {
                String symbol = SYMBOLS.get(c);
                out.append(symbol != null ? symbol : compatible(c));
                k++;
            }
        }
        return out.toString();
    }

    /** A run of superscripts or subscripts as one group. */
    private static int script(String s, int from, String open, String set, String ascii, StringBuilder out) {
        int k = from;
        out.append(open);
        while (k < s.length() && set.indexOf(s.charAt(k)) >= 0) {
            out.append(ascii.charAt(set.indexOf(s.charAt(k++))));
        }
        out.append('}');
        return k;
    }

    /** What a bare radical sign reaches over: a whole number or one letter; a bracket is left to the parser. */
    private static int radicand(String s, int from, StringBuilder out) {
        int k = from;
        while (k < s.length() && s.charAt(k) == ' ') {
            k++;
        }
        int end = k;
        while (end < s.length()
                && (Character.isDigit(s.charAt(end))
                        || (s.charAt(end) == '.' && end + 1 < s.length() && Character.isDigit(s.charAt(end + 1))))) {
            end++;
        }
        if (end > k) {
            out.append('{').append(s, k, end).append('}');
        }
        return end;
    }

    private static String compatible(char c) {
        return java.text.Normalizer.normalize(String.valueOf(c), Form.NFKC);
    }
}
