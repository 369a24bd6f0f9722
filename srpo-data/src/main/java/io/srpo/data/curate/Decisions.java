package io.srpo.data.curate;

import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What becomes of each row, by its number over all sources; a few dozen bytes a row besides what near duplicates need. */
final class Decisions {
    private final CurationRules rules;
    private final TaskChecks checks;
    private final LongTable identities = new LongTable();
    private final NearDuplicates near = new NearDuplicates();
    private final Longs places = new Longs();
    private final Longs ranks = new Longs();
    private final List<@Nullable String> answers = new ArrayList<>();
    private final Map<String, Integer> groups = new HashMap<>();
    private @Nullable Filter[] filters = new Filter[1 << 10];
    private int[] group = new int[1 << 10];
    private int[] twins = new int[1 << 10];
    private final Map<Integer, Double> similarity = new HashMap<>();

    Decisions(CurationRules rules, TaskChecks checks) {
        this.rules = rules;
        this.checks = checks;
    }

    /** Takes the next row, in order. */
    void add(int source, String sourceName, Looked looked) {
        int row = places.size();
        if (row == filters.length) {
            filters = Arrays.copyOf(filters, 2 * row);
            group = Arrays.copyOf(group, 2 * row);
            twins = Arrays.copyOf(twins, 2 * row);
        }
        places.add(((long) source << 32) | looked.line());
        twins[row] = -1;
        Filter filter = looked.filter();
        filters[row] = filter;
        Task task = looked.task();
        if (filter != null || task == null) {
            answers.add(null);
            ranks.add(0);
        } else {
            answers.add(Looked.answer(task));
            ranks.add(Mix.of(looked.identity() ^ rules.seed()));
            group[row] = groups.computeIfAbsent(groupOf(sourceName, task), name -> groups.size());
            compare(row, looked);
        }
    }

    private void compare(int row, Looked looked) {
        int first = identities.putIfAbsent(looked.identity(), row);
        if (first < 0) {
            MinHash hash = looked.hash();
            if (hash != null && rules.on(Filter.NEAR_DUPLICATE)) {
                near.add(row, hash, looked.tag());
            }
            return;
        }
        String answer = String.valueOf(answers.get(row));
        boolean same = checks.sameAnswer(String.valueOf(answers.get(first)), answer);
        answers.set(row, null);
        if (!same && rules.on(Filter.CONFLICT)) {
            remove(row, Filter.CONFLICT, first);
            if (filters[first] == null) {
                remove(first, Filter.CONFLICT, row);
            }
        } else if (filters[first] == Filter.CONFLICT && rules.on(Filter.CONFLICT)) {
            remove(row, Filter.CONFLICT, first);
        } else if (rules.on(Filter.EXACT_DUPLICATE)) {
            remove(row, Filter.EXACT_DUPLICATE, first);
        }
    }

    /** After the last row: near duplicates, then balance. */
    void settle() {
        if (rules.on(Filter.NEAR_DUPLICATE)) {
            near.find(rules.near(), (row, twin, likeness) -> {
                if (filters[row] == null && filters[twin] == null) {
                    remove(row, Filter.NEAR_DUPLICATE, twin);
                    similarity.put(row, likeness);
                }
            });
        }
        if (rules.on(Filter.BALANCE) && rules.most() > 0) {
            balance();
        }
    }

    private void balance() {
        List<List<Long>> ranked = new ArrayList<>();
        groups.forEach((name, index) -> ranked.add(new ArrayList<>()));
        for (int row = 0; row < places.size(); row++) {
            if (filters[row] == null) {
                ranked.get(group[row]).add((ranks.get(row) & 0xFFFFFFFF00000000L) | row);
            }
        }
        for (List<Long> rows : ranked) {
            rows.sort(Long::compareUnsigned);
            for (long over : rows.subList(Math.min(rules.most(), rows.size()), rows.size())) {
                remove((int) over, Filter.BALANCE, -1);
            }
        }
    }

    private String groupOf(String sourceName, Task task) {
        StringBuilder name = new StringBuilder();
        for (String label : rules.balanceBy()) {
            String value = label.equals("source")
                    ? task.labels().getOrDefault("source", sourceName)
                    : task.labels().getOrDefault(label, "-");
            name.append(value).append('\u0001');
        }
        return name.toString();
    }

    private void remove(int row, Filter filter, int twin) {
        filters[row] = filter;
        twins[row] = twin;
    }

    int rows() {
        return places.size();
    }

    /** Why a row is removed, or null when it stays. */
    @Nullable
    Filter filter(int row) {
        return filters[row];
    }

    /** The row that it repeats or contradicts, or -1. */
    int twin(int row) {
        return twins[row];
    }

    double similarity(int row) {
        return similarity.getOrDefault(row, 1.0);
    }

    int source(int row) {
        return (int) (places.get(row) >>> 32);
    }

    int line(int row) {
        return (int) places.get(row);
    }
}
