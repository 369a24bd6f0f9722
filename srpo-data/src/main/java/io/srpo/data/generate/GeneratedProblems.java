package io.srpo.data.generate;

import io.srpo.core.SrpoException;
import io.srpo.core.rollout.RandomStream;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Language;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The generator of the bundled policy's problems: math ({@link Domain#MATH}), Python functions ({@link Domain#CODE}) and the countdown number game ({@link #COUNTDOWN}). The n-th problem drawn is a function of
 * seed, domain, level and n; a problem's id is a function of its content, so the same problem has the same id whatever drew it.
 *
 * <p>Immutable and thread-safe.
 */
public final class GeneratedProblems {
    /** The countdown number game. */
    public static final Domain COUNTDOWN = new Domain("countdown");

    /** So many draws in a row without a new problem, and a level counts as used up. */
    private static final int PATIENCE = 4000;

    private final long seed;

    public GeneratedProblems(long seed) {
        this.seed = seed;
    }

    /**
     * Distinct problems of one split, the levels taking turns as long as they have new ones.
     *
     * @param count at least 1
     * @throws SrpoException (usage) when the levels do not hold as many, or the domain has no generator
     */
    public List<GeneratedProblem> tasks(Domain domain, List<Level> levels, Split split, int count) {
        Map<String, GeneratedProblem> found = new LinkedHashMap<>();
        List<Level> left = new ArrayList<>(levels);
        Map<Level, Long> drawn = new EnumMap<>(Level.class);
        for (int turn = 0; found.size() < count && !left.isEmpty(); turn++) {
            Level level = left.get(turn % left.size());
            if (!findOne(domain, level, split, drawn, found)) {
                left.remove(level);
            }
        }
        if (found.size() < count) {
            throw SrpoException.usage("the generator has only " + found.size() + " distinct " + domain
                    + " problems of these" + " levels in the " + split.label() + " split, not " + count
                    + "; ask for fewer, or for more levels");
        }
        return new ArrayList<>(found.values());
    }

    private boolean findOne(
            Domain domain, Level level, Split split, Map<Level, Long> drawn, Map<String, GeneratedProblem> found) {
        long from = drawn.getOrDefault(level, 0L);
        for (long n = from; n < from + PATIENCE; n++) {
            GeneratedProblem problem = drawOf(domain, level, n, split);
            if (problem != null && found.putIfAbsent(problem.task().id(), problem) == null) {
                drawn.put(level, n + 1);
                return true;
            }
        }
        return false;
    }

    /** The n-th problem drawn, of either split. */
    public GeneratedProblem draw(Domain domain, Level level, long n) {
        GeneratedProblem problem = drawOf(domain, level, n, Split.TRAIN);
        return problem != null ? problem : Objects.requireNonNull(drawOf(domain, level, n, Split.HELD_OUT));
    }

    /** The n-th problem drawn, or null when it is of the other split. */
    @Nullable
    GeneratedProblem drawOf(Domain domain, Level level, long n, Split split) {
        RandomStream random = RandomStream.of(seed, n, "generate/" + domain + "/" + level.label(), 0);
        if (domain.equals(Domain.MATH)) {
            MathDraft draft = MathFamilies.draw(level, random);
            String content = "math " + draft.canonical();
            return Split.ofContent(content) == split ? math(level, draft, content) : null;
        }
        if (domain.equals(Domain.CODE)) {
            FunctionDraft draft = FunctionFamilies.draw(level, random);
            String content = "code " + draft.content();
            return Split.ofContent(content) == split ? code(level, draft, content) : null;
        }
        if (domain.equals(COUNTDOWN)) {
            CountdownDraft draft = CountdownFamilies.draw(level, random);
            String content = "countdown " + draft.canonical();
            return Split.ofContent(content) == split ? countdown(level, draft, content) : null;
        }
        throw SrpoException.usage(
                "there is no generator for the domain \"" + domain + "\"; use math, code or countdown");
    }

    /** Alike in content is the same problem, whatever its wording. */
    private static GeneratedProblem math(Level level, MathDraft draft, String content) {
        Reference gold = new Reference.Answer(String.valueOf(draft.gold()));
        Task task =
                new Task(id(Domain.MATH, level, draft.canonical()), Domain.MATH, draft.question(), gold, labels(level));
        return new GeneratedProblem(task, level, content, draft::write);
    }

    /** Alike in content but not in names is another problem, though of the same split. The tests hang from the content alone. */
    private static GeneratedProblem code(Level level, FunctionDraft draft, String content) {
        Reference tests =
                new Reference.Code(Language.PYTHON, draft.tests(RandomStream.of(0, 0, "tests/" + draft.question(), 0)));
        Task task =
                new Task(id(Domain.CODE, level, draft.question()), Domain.CODE, draft.question(), tests, labels(level));
        return new GeneratedProblem(task, level, content, draft::write);
    }

    private static GeneratedProblem countdown(Level level, CountdownDraft draft, String content) {
        Task task = new Task(
                id(COUNTDOWN, level, draft.canonical()),
                COUNTDOWN,
                draft.question(),
                new Reference.Custom(draft.payload()),
                labels(level));
        return new GeneratedProblem(task, level, content, draft::write);
    }

    private static String id(Domain domain, Level level, String identity) {
        String hash = HexFormat.of().toHexDigits(ContentHash.of(identity)).substring(0, 12);
        return domain + "-" + level.label() + "-" + hash;
    }

    private static Map<String, String> labels(Level level) {
        return Map.of("level", level.label(), "source", "generated");
    }
}
