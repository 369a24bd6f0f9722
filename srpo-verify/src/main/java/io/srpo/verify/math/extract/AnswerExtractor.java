package io.srpo.verify.math.extract;

import io.srpo.core.SrpoException;
import io.srpo.verify.math.compare.BareAnswer;
import io.srpo.verify.math.number.Budget;
import io.srpo.verify.math.number.SpentException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the one answer of a response: the first place of a chain that holds one. Never more than one answer is tried, so that a response cannot
 * win by naming several.
 *
 * <p>Immutable and thread-safe; time linear in the response's length.
 */
public final class AnswerExtractor {
    /** Every place, the most explicit first: for answers whose form is not known. */
    public static final AnswerExtractor ANY = new AnswerExtractor(
            List.of(
                    Place.TAGS,
                    Place.BOXED,
                    Place.PHRASE,
                    Place.WHOLE,
                    Place.BOLD,
                    Place.MATH,
                    Place.EQUALS,
                    Place.LAST_NUMBER),
            "<answer>",
            "</answer>");

    private static final int MAX_LENGTH = 100_000;
    /** Of a line that long only the end is looked at. */
    private static final int MAX_LINE = 3_000;

    private static final String THINK_START = "<think>";
    private static final String THINK_END = "</think>";
    private static final Pattern BOLD =
            Pattern.compile("\\*\\*([^*\\n]{1,300})\\*\\*|__([^_\\n]{1,300})__|\\\\textbf\\{([^{}\\n]{1,300})}");
    /** Words that make a sentence's last number only one among others, or no answer at all. */
    private static final Pattern SEVERAL = Pattern.compile("(?i)\\b(?:between|or|not|either|from|least|most|than)\\b");

    private static final Pattern DENIAL = Pattern.compile(
            "(?i)^[^\\d]*\\b(?:no (?:real )?solutions?|does not exist|doesn't exist|impossible|not possible|cannot be determined|no such)\\b[^\\d]*$");
    private static final Pattern TAKEN_BACK = Pattern.compile(
            "[\\d)}]\\$?(?:\\*\\*)? (?:is|are|was|does|do|can|could)(?: not|n't)\\b(?! only)[^.\\n\\d]*\\.?\\s*$"
                    + "|[\\d)}]\\$?(?:\\*\\*)? (?:cannot|fails|(?:is|are|was) (?:wrong|incorrect|extraneous|impossible|rejected|invalid))\\b[^.\\n\\d]*\\.?\\s*$");

    /** The start of an equation that gives a name its value. */
    private static final Pattern NAMED = Pattern.compile("(?<![\\w\\\\])([a-zA-Z](?:_\\w)?) ?=");

    /** A conclusion in words behind a calculation: ", so it will be Thursday". */
    private static final Pattern CONCLUDED = Pattern.compile(
            ", (?:so|thus|hence|therefore),? (?:it|that|this|he|she|the [a-z ]{2,40}|which) (?:is|was|will be|must be|would be|falls)(?: an?| the| on)? ([A-Za-z]{2,20})\\.?$");

    private static final Pattern YES_OR_NO = Pattern.compile("(?i)(yes|no|true|false)[,.:;!]\\s");
    private static final Pattern NUMBER = Pattern.compile(
            "[(\\[]-?[\\d./]+(?:, ?-?[\\d./]+)+[)\\]]|\\d{1,2}(?::\\d{2})? ?(?i:[ap]\\.? ?m\\b\\.?)|\\d+(?: ?: ?\\d+)+|[-+]?\\d{1,6} ?\\\\[dt]?frac\\{\\d+}\\{\\d+}|[-+\u2212]?\\$?(?:\\d{1,6} \\d{1,4}/\\d{1,4}(?![\\d.,/])|\\d{1,3}(?:,\\d{3})+(?!\\d)(?:\\.\\d+)?|\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+]?\\d+)?(?:\\s*/\\s*\\d+(?:\\.\\d+)?)?\\s?(?:\\\\?%)?|[-+]?\\\\[dt]?frac\\{-?\\d+}\\{-?\\d+}");

    private final List<Place> chain;
    private final String open;
    private final String close;

    /** What was found, and where. */
    public record Extracted(Place place, String text) {}

    /**
     * @param chain the places in the order they are tried
     * @param open the tag before an answer
     * @param close the tag behind it
     */
    public AnswerExtractor(List<Place> chain, String open, String close) {
        this.chain = List.copyOf(chain);
        this.open = open;
        this.close = close;
    }

    /**
     * From the configuration's list: names of places, or two tags in place of {@code tags}.
     *
     * @throws SrpoException (input) for an unknown name, or a tag without its partner
     */
    public static AnswerExtractor of(List<String> answer) {
        List<Place> chain = new ArrayList<>();
        String open = "<answer>";
        String close = "</answer>";
        for (int k = 0; k < answer.size(); k++) {
            String name = answer.get(k);
            if (name.startsWith("<") || name.startsWith("[")) {
                if (k + 1 == answer.size()) {
                    throw SrpoException.input("the answer tag \"" + name + "\" needs its closing tag behind it");
                }
                open = name;
                close = answer.get(++k);
                chain.add(Place.TAGS);
            } else {
                chain.add(Place.of(name));
            }
        }
        if (chain.isEmpty()) {
            throw SrpoException.input(
                    "prompt.answer is empty; use for example [<answer>, </answer>] or [boxed, last-number]");
        }
        return new AnswerExtractor(chain, open, close);
    }

    /** The answer, or null when no place of the chain holds one. */
    public @Nullable Extracted extract(String response) {
        try {
            return extract(response, new Budget(Budget.STANDARD));
        } catch (SpentException | StackOverflowError e) {
            return null;
        }
    }

    /**
     * The answer, or null when no place of the chain holds one.
     *
     * @param budget what may be spent on it
     * @throws SpentException when that is spent
     */
    public @Nullable Extracted extract(String response, Budget budget) {
        String text = response.length() > MAX_LENGTH ? response.substring(response.length() - MAX_LENGTH) : response;
        int thought = text.lastIndexOf(THINK_END);
        if (thought >= 0) {
            text = text.substring(thought + THINK_END.length());
        }
        boolean unfinished = text.contains(THINK_START);
        for (Place place : chain) {
            if (unfinished && place != Place.TAGS) {
                continue;
            }
            String found = find(place, text, budget);
            if (found != null && !found.isBlank()) {
                return new Extracted(place, found.strip());
            }
        }
        return unfinished || !chain.contains(Place.WHOLE) ? null : lastSentence(text);
    }

    /** Whether the last sentence says that there is nothing to be named. */
    private static boolean deniesAll(String text) {
        Extracted last = lastSentence(text);
        return last != null && DENIAL.matcher(last.text()).find();
    }

    /** Whether the last value is said to be none: "x = 5 is not a solution". */
    private static boolean takenBack(String text) {
        return TAKEN_BACK
                .matcher(text)
                .region(Math.max(0, text.length() - 160), text.length())
                .find();
    }

    /** A short last sentence of words, for gold answers that are words; null when it is long. */
    private static @Nullable Extracted lastSentence(String text) {
        String all = text.strip();
        String line = all.substring(all.lastIndexOf('\n') + 1);
        int at = line.lastIndexOf(". ", Math.max(0, line.length() - 2));
        String last = line.substring(at < 0 ? 0 : at + 2).strip();
        return last.isEmpty() || last.length() > 100 ? null : new Extracted(Place.WHOLE, last);
    }

    /** The bare answer in a gold text: its last box, or what follows {@code ####}, or all of it. */
    public static String gold(String gold) {
        try {
            return gold(gold, new Budget(Budget.STANDARD));
        } catch (SpentException | StackOverflowError e) {
            return gold.strip();
        }
    }

    /**
     * The bare answer in a gold text.
     *
     * @throws SpentException when the budget is spent
     */
    public static String gold(String gold, Budget budget) {
        String boxed = gold.contains("\\boxed") || gold.contains("\\fbox") ? Boxes.last(gold, budget) : null;
        if (boxed != null) {
            return boxed;
        }
        int marks = gold.lastIndexOf("####");
        return marks >= 0 ? gold.substring(marks + 4).strip() : gold.strip();
    }

    private @Nullable String find(Place place, String text, Budget budget) {
        return switch (place) {
            case TAGS -> tagged(text, budget);
            case BOXED -> Boxes.last(text, budget);
            case PHRASE -> inner(Phrases.last(text, budget), budget);
            case BOLD -> bold(text, budget);
            case WHOLE -> whole(text, budget);
            case MATH -> takenBack(text) ? null : MathPieces.last(text, budget);
            case EQUALS -> takenBack(text) ? null : afterEquals(MathPieces.mainClause(text), budget);
            case LAST_NUMBER ->
                deniesAll(text) || takenBack(text) ? null : lastNumber(MathPieces.mainClause(text), budget);
        };
    }

    private static @Nullable String whole(String text, Budget budget) {
        if (BareAnswer.is(text, budget)) {
            return text;
        }
        Matcher m = YES_OR_NO.matcher(text.strip());
        return m.lookingAt() ? m.group(1) : null;
    }

    private @Nullable String tagged(String text, Budget budget) {
        int end = text.lastIndexOf(close);
        int start = text.lastIndexOf(open, end < 0 ? text.length() : end);
        if (start < 0) {
            return null;
        }
        return inner(text.substring(start + open.length(), end < start ? text.length() : end), budget);
    }

    /** An answer inside what was found: a box, or an announced answer. */
    private static @Nullable String inner(@Nullable String found, Budget budget) {
        if (found == null) {
            return null;
        }
        String boxed = Boxes.last(found, budget);
        if (boxed != null) {
            return boxed;
        }
        String phrase = found.length() < 2000 ? Phrases.last(found, budget) : null;
        if (phrase != null) {
            return phrase;
        }
        if (BareAnswer.is(found, budget)) {
            return found;
        }
        String inside = bold(found, budget);
        inside = inside == null ? MathPieces.last(found, budget) : inside;
        inside = inside == null && !budget.matcher(SEVERAL, found).find() ? lastNumber(found, budget) : inside;
        return inside != null ? inside : found;
    }

    private static @Nullable String bold(String text, Budget budget) {
        Matcher m = budget.matcher(BOLD, text);
        List<String> parts = new ArrayList<>();
        while (m.find()) {
            budget.step();
            parts.add(m.group(1) != null ? m.group(1) : m.group(2) != null ? m.group(2) : m.group(3));
        }
        for (int n = parts.size() - 1; n >= 0; n--) {
            if (!parts.get(n).strip().endsWith(":") && BareAnswer.is(parts.get(n), budget)) {
                return parts.get(n);
            }
        }
        return null;
    }

    private static @Nullable String afterEquals(String text, Budget budget) {
        String all = text.strip();
        int from = Math.max(all.lastIndexOf('\n') + 1, all.length() - MAX_LINE);
        String line = all.substring(from).strip();
        String named = named(line, budget);
        if (named != null) {
            return named;
        }
        Matcher concluded = CONCLUDED.matcher(line).region(Math.max(0, line.length() - 200), line.length());
        if (concluded.find()) {
            return concluded.group(1);
        }
        int approx = line.lastIndexOf("\\approx");
        int at = Math.max(Math.max(line.lastIndexOf('='), line.lastIndexOf('≈')), approx < 0 ? -1 : approx + 6);
        if (at < 0) {
            return null;
        }
        String tail = Phrases.sentence(line.substring(at + 1))
                .replaceAll("\\\\[\\])]|\\$", " ")
                .strip();
        return BareAnswer.is(tail, budget) ? tail : null;
    }

    /** x = 1 and x = 2: one name with several values at the end of a line. */
    private static @Nullable String named(String line, Budget budget) {
        Matcher m = budget.matcher(NAMED, line);
        String name = null;
        int first = -1;
        int count = 0;
        while (m.find()) {
            if (!m.group(1).equals(name)) {
                name = m.group(1);
                first = m.start();
                count = 0;
            }
            count++;
        }
        if (count < 2) {
            return null;
        }
        String tail = Phrases.sentence(line.substring(first)).strip();
        return BareAnswer.is(tail, budget) ? tail : null;
    }

    private static @Nullable String lastNumber(String text, Budget budget) {
        Matcher m = budget.matcher(NUMBER, text);
        String last = null;
        while (m.find()) {
            budget.step();
            last = m.group();
            int before = m.start() - 1;
            if ((last.startsWith("-") || last.startsWith("+"))
                    && before >= 0
                    && Character.isLetterOrDigit(text.charAt(before))) {
                last = last.substring(1);
            }
        }
        return last;
    }
}
