package io.srpo.data.generate;

import io.srpo.core.rollout.RandomStream;

/**
 * A math problem as its family drew it.
 *
 * @param canonical its content, freed of wording
 */
record MathDraft(String canonical, String question, Expression expression) {
    private static final String[] ASK = {"What is %s?", "Compute %s.", "%s = ?"};

    /** An expression asked for as such. */
    static MathDraft asked(Expression expression, RandomStream random) {
        String question = ASK[random.nextInt(ASK.length)].formatted(expression.text());
        return new MathDraft(expression.canonical(), question, expression);
    }

    /** The right answer. */
    int gold() {
        return expression.work(new Scratch(Scratch.NEVER, RandomStream.of(0, 0, "", 0)));
    }

    Attempt write(Style style, double hastyRight, RandomStream random) {
        return switch (style) {
            case CAREFUL -> worked(Scratch.NEVER, random);
            case SLIP -> {
                Scratch exact = new Scratch(Scratch.NEVER, random);
                expression.work(exact);
                yield worked(random.nextInt(exact.steps()), random);
            }
            case HASTY -> {
                String think = random.nextInt(2) == 0 ? "" : "quick guess";
                int answer = random.nextDouble() < hastyRight ? gold() : Scratch.slip(gold(), random);
                yield attempt(think, answer);
            }
        };
    }

    private Attempt worked(int slipAt, RandomStream random) {
        Scratch sheet = new Scratch(slipAt, random);
        int answer = expression.work(sheet);
        return attempt(sheet.text(), answer);
    }

    private Attempt attempt(String think, int answer) {
        return new Attempt(think, String.valueOf(answer), answer == gold());
    }
}
