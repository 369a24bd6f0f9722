package io.srpo.train.report;

import io.srpo.core.reward.Judged;
import io.srpo.core.reward.Reward;
import io.srpo.core.reward.Verdict;
import io.srpo.core.rollout.Group;
import io.srpo.core.rollout.Prompt;
import io.srpo.core.rollout.Rollout;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import io.srpo.data.ledger.At;
import io.srpo.data.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A ledger of many long answers that do not repeat each other, as hard on a page as real ones of a model that thinks. */
final class ManyAnswers {
    private static final String[] WORDS =
            ("we have the number of apples so first add then multiply by two and wait let me check again because "
                            + "this gives a remainder which means total equals sum minus difference therefore answer is not right yet half of it per hour "
                            + "each box holds some more than before price after discount left over people days")
                    .split(" ");

    private ManyAnswers() {}

    /** 256 answers a step, 8 to a prompt, of 60 to 260 words and numbers. */
    static void write(Ledger ledger, int answers) {
        Random random = new Random(11);
        int written = 0;
        for (long step = 1; written < answers; step++) {
            List<Judged> judged = new ArrayList<>();
            for (int place = 0; place < 32 && written < answers; place++) {
                int count = Math.min(8, answers - written);
                judged.add(group((int) (step * 32 + place) % 2000, count, random));
                written += count;
            }
            ledger.append(new At(step, "math", (int) (step / 63)), judged);
        }
    }

    private static Judged group(int number, int count, Random random) {
        Task task = new Task("math-" + number, Domain.MATH, "Problem no. " + number, new Reference.Answer("1"));
        List<Judged.Answer> answers = new ArrayList<>();
        for (int s = 0; s < count; s++) {
            boolean right = random.nextInt(3) > 0;
            Rollout rollout = new Rollout(s, new int[2], new float[2], 0, text(random), Rollout.Ending.STOP);
            Verdict verdict = right
                    ? Verdict.right("equal as numbers", "1")
                    : Verdict.wrong(random.nextInt(500) + " is not the expected answer", "2");
            answers.add(new Judged.Answer(
                    rollout,
                    verdict,
                    new Reward(right ? 1.1 : 0.1, Map.of("accuracy", right ? 1.0 : 0, "format", 0.1))));
        }
        List<Rollout> rollouts = answers.stream().map(Judged.Answer::rollout).toList();
        return new Judged(new Group(new Prompt(task, task.question(), ""), new int[] {1}, rollouts), answers);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = 60 + random.nextInt(200); i > 0; i--) {
            text.append(
                            random.nextInt(6) == 0
                                    ? String.valueOf(random.nextInt(1000))
                                    : WORDS[random.nextInt(WORDS.length)])
                    .append(' ');
        }
        return text.toString();
    }
}
