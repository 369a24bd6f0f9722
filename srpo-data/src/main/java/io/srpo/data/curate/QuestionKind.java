package io.srpo.data.curate;

import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.data.read.Row;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What kind of question a row asks, as far as its wording tells; the rules are ours. Code problems are never taken for multiple choice, proofs, several parts
 * or links: their statements list cases, steps and data as a matter of course.
 */
final class QuestionKind {
    private static final Pattern OPTION_A = Pattern.compile(
            "(?:(?:^|[\\s{*$~])\\(A\\)|(?:^|[.?:!\\n])\\s*\\**A[).:])\\s*\\S.{0,400}?[\\s}{*$~\\\\](?:\\(B\\)|B[).:])\\s*\\S"
                    + ".{0,400}?[\\s}{*$~\\\\](?:\\(C\\)|C[).:])\\s*\\S",
            Pattern.DOTALL);
    /** A list of three as options have it, but as conditions and questions have it too. */
    private static final Pattern SMALL_OPTIONS = Pattern.compile(
            "(?:^|[\\s*])(?:\\(a\\)|\\(i\\))\\s*\\S.{0,400}?[\\s*;](?:\\(b\\)|\\(ii\\))\\s*\\S"
                    + ".{0,400}?[\\s*;](?:\\(c\\)|\\(iii\\))\\s*\\S",
            Pattern.DOTALL);

    private static final Pattern CHOICE = Pattern.compile(
            "(?i)\\b(?:which|what) (?:one )?of the (?:following|options|choices|statements)|(?i)\\bmultiple[- ]choice"
                    + "|(?i)\\b(?:select|choose|pick|identify|mark) the (?:\\w+ )?(?:option|answer|choice|statement|alternative)\\b");
    private static final Pattern LETTER =
            Pattern.compile("\\s*(?:\\\\text\\w*\\{)?\\(?(?:[A-E]|i{2,3}|iv)\\)?\\}?\\s*");
    private static final Pattern TRUE_FALSE =
            Pattern.compile("(?i)\\btrue or false\\b|\\bdecide whether .{1,200} (?:is|are) true\\b");
    private static final Pattern TRUTH = Pattern.compile("(?i)\\s*(?:\\\\text\\{)?\\s*(?:true|false)\\s*\\}?\\.?\\s*");
    private static final Pattern PROOF = Pattern.compile(
            "(?:^|[.!?:;,]\\s+|\\n\\s*|\\band\\s+|\\bplease\\s+)(?i:prove|disprove|show that|demonstrate that|give a proof|write a proof)\\b",
            Pattern.CASE_INSENSITIVE);
    /** Each part begins with a word in capitals, as a question or an order does; most conditions and cases in a list do not. */
    private static final Pattern PARTS = Pattern.compile(
            "(?:^|[\\s*])(?:\\(a\\)|\\(i\\)|\\(1\\)|(?:^|\\n)\\s*a\\)|Part (?:A|1|I)\\b[.:]?)\\s*([A-Z][a-z].{2,1500}?)[\\s*;]"
                    + "(?:\\(b\\)|\\(ii\\)|\\(2\\)|b\\)|Part (?:B|2|II)\\b[.:]?)\\s*[A-Z][a-z]",
            Pattern.DOTALL);

    /** What comes before a list of conditions. */
    private static final Pattern CONDITIONS = Pattern.compile(
            "(?i)\\b(?:propert(?:y|ies)|conditions?|satisf(?:y|ies|ying)|rules?|facts?|assumptions?|axioms?|requirements?|constraints?|such that|so that|holds?)\\b[^.?!]{0,40}$");

    private static final Pattern ASKS = Pattern.compile(
            "\\?|(?i)\\b(?:find|compute|determine|calculate|evaluate|solve|show|prove|write|express|simplify|give|draw|sketch|explain|describe|estimate|what|how|which|verify)\\b");

    /** The drawing program's source is no part of the wording. */
    private static final Pattern DRAWING = Pattern.compile("\\[asy].{0,20000}?(?:\\[/asy]|$)", Pattern.DOTALL);

    private static final Pattern PICTURE = Pattern.compile(
            "\\[asy]|!\\[[^]]*]\\(|<img\\b|<image>|\\\\includegraphics|\\\\begin\\{tikzpicture}|\\[IMAGE"
                    + "|(?i)\\b(?:as |are )?shown (?:in the (?:figure|diagram|picture|graph)|below|above)"
                    + "|(?i)\\b(?:in|on|from|to|see) the (?:figure|diagram|picture|graph|image)s? (?:below|above|at (?:the )?right|at (?:the )?left|shown)"
                    + "|(?i)\\bthe (?:figure|diagram|picture) (?:below|above|shows)|\u5982\u56FE|\u56F3\u306E\u3088\u3046\u306B");
    private static final Pattern LINK = Pattern.compile("(?i)\\bhttps?://|\\bwww\\.[a-z0-9-]+\\.");
    private static final int LOOKED_AT = 20_000;

    /** Characters before a list that may say what it is a list of. */
    private static final int INTRODUCTION = 120;

    private static final String[] PICTURE_COLUMNS = {"image", "images", "figure", "picture"};

    private QuestionKind() {}

    static @Nullable String multipleChoice(Task task) {
        if (!(task.reference() instanceof Reference.Answer answer)) {
            return null;
        }
        String wording = head(task.question());
        Matcher options = OPTION_A.matcher(wording);
        if (options.find()) {
            return "offers options: " + excerpt(wording, options.start());
        }
        boolean letter = LETTER.matcher(answer.gold()).matches();
        Matcher asked = CHOICE.matcher(wording);
        boolean chosen = asked.find();
        Matcher small = SMALL_OPTIONS.matcher(wording);
        if ((letter || chosen) && small.find()) {
            return "offers options: " + excerpt(wording, small.start());
        }
        return letter && chosen ? "asks \"" + asked.group() + "\" and the answer is a letter" : null;
    }

    static @Nullable String trueFalse(Task task) {
        if (!(task.reference() instanceof Reference.Answer answer)) {
            return null;
        }
        if (TRUTH.matcher(answer.gold()).matches()) {
            return "the answer is " + answer.gold().strip();
        }
        Matcher asked = TRUE_FALSE.matcher(head(task.question()));
        return asked.find() ? "asks \"" + asked.group() + "\"" : null;
    }

    static @Nullable String proof(Task task) {
        return math(task) ? found(PROOF, task.question(), "asks for a proof: ") : null;
    }

    static @Nullable String severalParts(Task task) {
        if (!math(task) || multipleChoice(task) != null) {
            return null;
        }
        String wording = head(task.question());
        Matcher parts = PARTS.matcher(wording);
        while (parts.find()) {
            boolean conditions = CONDITIONS
                            .matcher(wording.substring(Math.max(0, parts.start() - INTRODUCTION), parts.start()))
                            .find()
                    && !ASKS.matcher(parts.group(1)).find();
            if (!conditions) {
                return "has several parts: " + excerpt(wording, parts.start());
            }
        }
        return null;
    }

    static @Nullable String picture(Task task, Row row) {
        for (String column : PICTURE_COLUMNS) {
            if (row.has(column)
                    && !(row.columns().path(column).isArray()
                            && row.columns().path(column).isEmpty())) {
                return "comes with a picture in the column \"" + column + "\"";
            }
        }
        return found(PICTURE, task.question(), "needs a picture: ");
    }

    static @Nullable String link(Task task) {
        return math(task) ? found(LINK, task.question(), "holds a link: ") : null;
    }

    private static boolean math(Task task) {
        return task.reference() instanceof Reference.Answer;
    }

    private static @Nullable String found(Pattern pattern, String text, String what) {
        String wording = head(text);
        Matcher matcher = pattern.matcher(wording);
        return matcher.find() ? what + excerpt(wording, matcher.start()) : null;
    }

    /** So much of a text is looked at: the patterns look ahead, and no row may hold up the others. */
    private static String head(String text) {
        String head = text.length() <= LOOKED_AT ? text : text.substring(0, LOOKED_AT);
        return head.contains("[asy]") ? DRAWING.matcher(head).replaceAll("[asy]") : head;
    }

    private static String excerpt(String text, int from) {
        String part = text.substring(from, Math.min(text.length(), from + 60));
        return "\"" + part.replaceAll("\\s+", " ").strip() + "\"";
    }
}
