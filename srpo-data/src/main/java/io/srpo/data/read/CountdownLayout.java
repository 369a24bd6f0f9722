package io.srpo.data.read;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.srpo.core.task.Domain;
import io.srpo.core.task.Reference;
import io.srpo.core.task.Task;
import java.util.ArrayList;
import java.util.List;

/**
 * The countdown number game: whole {@code numbers} (in published sets {@code nums}) and a {@code target}; a {@code question} where the row brings none is
 * written here.
 */
final class CountdownLayout implements Layout {
    static final Domain DOMAIN = new Domain("countdown");

    @Override
    public boolean fits(Row row) {
        return row.columns().path(column(row)).isArray()
                && row.columns().path("target").isIntegralNumber();
    }

    @Override
    public Task read(Row row) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : row.require(column(row))) {
            if (!number.isIntegralNumber() || !number.canConvertToLong()) {
                throw row.fault("\"" + column(row) + "\" must hold whole numbers, not " + number);
            }
            numbers.add(number.longValue());
        }
        long target = row.require("target").longValue();
        ObjectNode game = JsonNodeFactory.instance.objectNode();
        numbers.forEach(game.putArray("numbers")::add);
        game.put("target", target);
        String question = row.isText("question") ? row.text("question") : CountdownQuestion.of(numbers, target);
        String id = row.has("id") ? row.scalar("id") : row.stem() + ":" + row.line();
        return new Task(id, DOMAIN, question.strip(), new Reference.Custom(game.toString()), TaskOf.labels(row));
    }

    private static String column(Row row) {
        return row.has("numbers") ? "numbers" : "nums";
    }
}
