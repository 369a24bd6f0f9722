package io.srpo.core.stage;

import io.srpo.core.SrpoException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The stages of a run, in order. The paper has two (math, then math and code); here there may be any number.
 *
 * @param stages at least one, each with a name of its own
 */
public record StagePlan(List<Stage> stages) {
    public StagePlan {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw SrpoException.input("stages: there is none; a run needs at least one");
        }
        Set<String> names = new HashSet<>();
        for (Stage stage : stages) {
            if (!names.add(stage.name())) {
                throw SrpoException.input("stages: two are named " + stage.name() + "; each needs a name of its own");
            }
        }
    }

    public int size() {
        return stages.size();
    }

    /** @param index from 0 */
    public Stage at(int index) {
        return stages.get(index);
    }

    /** The stages still to go, from the given index on; none from {@link #size} on. */
    public List<Stage> from(int index) {
        return stages.subList(index, stages.size());
    }
}
