package io.srpo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docs/engine.md} says how to run with MKL itself. */
class BlasTest {
    @Test
    void mklIsFoundByItsLibraryForThisSystem(@TempDir Path folder) throws IOException {
        Path library = folder.resolve("org/bytedeco/mkl/" + Loader.getPlatform() + "/libmkl_rt.so.2");
        try (URLClassLoader classes =
                new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
            assertThat(Blas.hasMkl(classes)).isFalse();
            Files.createDirectories(library.getParent());
            Files.writeString(library, "");
            assertThat(Blas.hasMkl(classes)).isTrue();
        }
    }

    @Test
    void theNameIsThatOfWhatIsOnTheClassPath() {
        Torch.start(1);
        assertThat(Blas.name()).isEqualTo(Blas.hasMkl(Blas.class.getClassLoader()) ? "MKL" : "OpenBLAS");
    }
}
