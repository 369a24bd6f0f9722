package io.srpo.train.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PublishedSchemaTest {
    @ParameterizedTest
    @EnumSource
    void theSchemaInTheDocumentationIsTheOneThatConfigurationsAreHeldAgainst(PublishedSchema schema) {
        assertThat(Path.of("..", "docs", "schema", schema.file()))
                .as("write it again with: ./srpo schema " + schema + " > docs/schema/" + schema.file())
                .hasContent(schema.text());
    }
}
