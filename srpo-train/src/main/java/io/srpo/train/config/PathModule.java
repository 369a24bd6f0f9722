package io.srpo.train.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.nio.file.Path;

/** Paths as a person writes them; Jackson's own way is a {@code file:} address. */
final class PathModule extends SimpleModule {
    private static final long serialVersionUID = 1L;

    PathModule() {
        addSerializer(new Writer());
        addDeserializer(Path.class, new Reader());
    }

    private static final class Writer extends StdSerializer<Path> {
        private static final long serialVersionUID = 1L;

        Writer() {
            super(Path.class);
        }

        @Override
        public void serialize(Path path, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(path.toString());
        }
    }

    private static final class Reader extends StdDeserializer<Path> {
        private static final long serialVersionUID = 1L;

        Reader() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Path.of(in.getText());
        }
    }
}
