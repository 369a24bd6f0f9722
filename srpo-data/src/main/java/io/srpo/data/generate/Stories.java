package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;
import java.util.List;

/** Word problems in a sentence or two. Names and objects vary the wording; the content is the kind of story and its numbers. */
final class Stories {
    private static final List<String> NAMES = List.of("Ann", "Ben", "Tom", "Eva", "Sam", "Mia", "Leo", "Zoe");
    private static final List<String> THINGS =
            List.of("apples", "books", "coins", "pens", "cards", "eggs", "stars", "cups");

    private static final List<String> GAIN = List.of(
            "NAME has %d THINGS and gets %d more. How many THINGS does NAME have?",
            "There are %d THINGS in a box. NAME puts in %d more. How many THINGS are in the box?");
    private static final List<String> LOSS = List.of(
            "NAME has %d THINGS and gives away %d. How many THINGS are left?",
            "There are %d THINGS on a table. NAME takes %d. How many THINGS are left?");
    private static final List<String> BAGS = List.of(
            "NAME has %d bags with %d THINGS each. How many THINGS does NAME have?",
            "NAME buys %d boxes of %d THINGS. How many THINGS is that?");

    private Stories() {}

    static MathDraft gain(RandomStream random, int first, int second) {
        return told(random, "gain", Draws.oneOf(random, GAIN), Expression.pair(first, '+', second), first, second);
    }

    /** @param difference of two numbers */
    static MathDraft loss(RandomStream random, Expression difference) {
        String[] numbers = difference.text().split(" - ", 2);
        int from = Integer.parseInt(numbers[0]);
        return told(random, "loss", Draws.oneOf(random, LOSS), difference, from, Integer.parseInt(numbers[1]));
    }

    static MathDraft bags(RandomStream random, int bags, int each) {
        return told(random, "bags", Draws.oneOf(random, BAGS), Expression.pair(bags, '*', each), bags, each);
    }

    static MathDraft gainThenLoss(RandomStream random, int first, int second, int lost) {
        String story = "NAME has %d THINGS, buys %d more and then loses %d. How many THINGS are left?";
        Expression sum = Expression.pair(first, '+', second).then('-', lost);
        return told(random, "gain-loss", story, sum, first, second, lost);
    }

    static MathDraft bagsAndMore(RandomStream random, int bags, int each, int more) {
        String story = "NAME has %d bags with %d THINGS each and %d more THINGS. How many THINGS is that?";
        Expression sum = Expression.pair(bags, '*', each).then('+', more);
        return told(random, "bags-more", story, sum, bags, each, more);
    }

    private static MathDraft told(
            RandomStream random, String kind, String story, Expression expression, Object... numbers) {
        String question = story.replace("NAME", Draws.oneOf(random, NAMES))
                .replace("THINGS", Draws.oneOf(random, THINGS))
                .formatted(numbers);
        return new MathDraft(kind + ": " + expression.text(), question, expression);
    }
}
