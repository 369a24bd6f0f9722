package io.srpo.data.read;

import io.srpo.core.SrpoException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One JSON object a line; blank lines are skipped. */
final class JsonLineRows implements RowSource {
    private final Path file;
    private final TextLines lines;

    JsonLineRows(Path file, TextLines lines) {
        this.file = file;
        this.lines = lines;
    }

    @Override
    public @Nullable Item next() {
        try {
            for (TextLines.Line line = lines.next(); line != null; line = lines.next()) {
                String text = line.text();
                if (text == null) {
                    return new Item.Bad(line.number(), String.valueOf(line.fault()));
                }
                if (!text.isBlank()) {
                    return item(line.number(), text);
                }
            }
            return null;
        } catch (IOException e) {
            throw RowFiles.unreadable(file, e);
        }
    }

    private Item item(int number, String text) {
        try {
            return new Item.Good(JsonLines.row(file, number, text));
        } catch (SrpoException e) {
            String place = file + ":" + number + ": ";
            String what = String.valueOf(e.getMessage());
            return new Item.Bad(number, what.startsWith(place) ? what.substring(place.length()) : what);
        }
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw RowFiles.unreadable(file, e);
        }
    }
}
