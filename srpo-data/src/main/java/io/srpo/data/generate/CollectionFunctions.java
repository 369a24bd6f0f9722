package io.srpo.data.generate;

import static io.srpo.data.generate.Arguments.first;
import static io.srpo.data.generate.Arguments.numbers;
import static io.srpo.data.generate.Arguments.text;
import static io.srpo.data.generate.Draws.between;
import static io.srpo.data.generate.FunctionBody.returns;
import static io.srpo.data.generate.FunctionNames.name;

import io.srpo.core.rollout.RandomStream;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/** Level hard: strings, lists, two conditions. */
final class CollectionFunctions {
    static final List<Function<RandomStream, FunctionDraft>> ALL = List.of(
            CollectionFunctions::reverse,
            CollectionFunctions::letters,
            CollectionFunctions::vowels,
            CollectionFunctions::repeat,
            CollectionFunctions::start,
            CollectionFunctions::sum,
            CollectionFunctions::most,
            CollectionFunctions::count,
            CollectionFunctions::each,
            CollectionFunctions::clamp);

    private CollectionFunctions() {}

    private static FunctionDraft reverse(RandomStream r) {
        String name = name(r);
        return ofText(
                "reverse " + name,
                name,
                "s reversed",
                "slice backwards",
                returns("s[::-1]", text(s -> new StringBuilder(s).reverse().toString())),
                List.of(returns("s[::1]", text(s -> s)), returns("s[-1]", text(s -> s.substring(s.length() - 1)))));
    }

    private static FunctionDraft letters(RandomStream r) {
        char c = (char) ('a' + r.nextInt(26));
        return ofText(
                "letters " + c,
                name(r),
                "how often " + c + " is in s",
                "count " + c,
                returns("s.count('" + c + "')", text(s -> count(s, String.valueOf(c)))),
                List.of(
                        returns("s.find('" + c + "')", text(s -> s.indexOf(c))),
                        returns("len(s)", text(String::length))),
                random -> List.of(spell(random, c)));
    }

    private static FunctionDraft vowels(RandomStream r) {
        String name = name(r);
        return ofText(
                "vowels " + name,
                name,
                "the number of vowels in s",
                "count letters in aeiou",
                returns("sum(c in 'aeiou' for c in s)", text(s -> count(s, "aeiou"))),
                List.of(
                        returns("len(s)", text(String::length)),
                        returns("sum(c in 'aeio' for c in s)", text(s -> count(s, "aeio")))),
                random -> List.of(spell(random, 'u')));
    }

    private static FunctionDraft repeat(RandomStream r) {
        int k = between(r, 2, 20);
        return ofText(
                "repeat " + k,
                name(r),
                "s repeated " + k + " times",
                "s times " + k,
                returns("s * " + k, text(s -> s.repeat(k))),
                List.of(
                        returns("s + " + k, text(s -> "a TypeError")),
                        returns("s * " + (k - 1), text(s -> s.repeat(k - 1)))));
    }

    private static FunctionDraft start(RandomStream r) {
        int k = between(r, 1, 9);
        return ofText(
                "start " + k,
                name(r),
                "the first " + k + " letters of s",
                "slice up to " + k,
                returns("s[:" + k + "]", text(s -> s.substring(0, Math.min(k, s.length())))),
                List.of(
                        returns("s[" + k + ":]", text(s -> s.substring(Math.min(k, s.length())))),
                        returns("s[:" + (k + 1) + "]", text(s -> s.substring(0, Math.min(k + 1, s.length()))))),
                random -> List.of(spell(random, 'o') + spell(random, 'z')));
    }

    private static FunctionDraft sum(RandomStream r) {
        int k = between(r, 2, 20);
        return ofList(
                "sum times " + k,
                name(r),
                "the sum of v times " + k,
                "sum, multiply by " + k,
                returns("sum(v) * " + k, numbers(v -> total(v) * k)),
                List.of(
                        returns("sum(v) + " + k, numbers(v -> total(v) + k)),
                        returns("sum(v)", numbers(v -> total(v)))));
    }

    private static FunctionDraft most(RandomStream r) {
        int k = between(r, 1, 20);
        return ofList(
                "largest plus " + k,
                name(r),
                "the largest of v plus " + k,
                "max, add " + k,
                returns("max(v) + " + k, numbers(v -> Collections.max(v) + k)),
                List.of(
                        returns("min(v) + " + k, numbers(v -> Collections.min(v) + k)),
                        returns("max(v)", numbers(Collections::max))));
    }

    private static FunctionDraft count(RandomStream r) {
        int k = between(r, 0, 15);
        return ofList(
                "count over " + k,
                name(r),
                "how many numbers in v are greater than " + k,
                "count those over " + k,
                returns("sum(x > " + k + " for x in v)", numbers(v ->
                        (int) v.stream().filter(x -> x > k).count())),
                List.of(
                        returns("sum(x < " + k + " for x in v)", numbers(v ->
                                (int) v.stream().filter(x -> x < k).count())),
                        returns("len(v)", numbers(List::size))));
    }

    private static FunctionDraft each(RandomStream r) {
        int k = between(r, 2, 20);
        return ofList(
                "each times " + k,
                name(r),
                "a list of each number in v times " + k,
                "each x times " + k,
                returns(
                        "[x * " + k + " for x in v]",
                        numbers(v -> v.stream().map(x -> x * k).toList())),
                List.of(
                        returns(
                                "[x + " + k + " for x in v]",
                                numbers(v -> v.stream().map(x -> x + k).toList())),
                        returns("v * " + k, numbers(v -> Collections.nCopies(k, v).stream()
                                .flatMap(List::stream)
                                .toList()))));
    }

    private static FunctionDraft clamp(RandomStream r) {
        int low = between(r, 0, 5);
        int high = between(r, 8, 19);
        return new FunctionDraft(
                "clamp " + low + " " + high,
                name(r) + "(x)",
                "x kept between " + low + " and " + high,
                "at least " + low + ", at most " + high,
                returns("max(" + low + ", min(x, " + high + "))", a -> Math.max(low, Math.min(first(a), high))),
                List.of(
                        returns("min(" + low + ", max(x, " + high + "))", a -> Math.min(low, Math.max(first(a), high))),
                        returns("max(" + low + ", x)", a -> Math.max(low, first(a)))),
                random -> List.of(between(random, -10, 35)));
    }

    private static FunctionDraft ofText(
            String content, String name, String does, String plan, FunctionBody right, List<FunctionBody> bugs) {
        return ofText(content, name, does, plan, right, bugs, Arguments::word);
    }

    private static FunctionDraft ofText(
            String content,
            String name,
            String does,
            String plan,
            FunctionBody right,
            List<FunctionBody> bugs,
            Function<RandomStream, List<Object>> arguments) {
        return new FunctionDraft(content, name + "(s)", does, plan, right, bugs, arguments);
    }

    private static FunctionDraft ofList(
            String content, String name, String does, String plan, FunctionBody right, List<FunctionBody> bugs) {
        return new FunctionDraft(content, name + "(v)", does, plan, right, bugs, Arguments::list);
    }

    /** A word that holds a letter up to three times. */
    private static String spell(RandomStream random, char letter) {
        String word = (String) Arguments.word(random).get(0);
        int at = random.nextInt(word.length());
        return word.substring(0, at) + String.valueOf(letter).repeat(random.nextInt(4)) + word.substring(at);
    }

    private static int count(String text, String letters) {
        return (int) text.chars().filter(c -> letters.indexOf(c) >= 0).count();
    }

    private static int total(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).sum();
    }
}
