package io.srpo.cli.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.core.SrpoException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MemoryShortageTest {
    @Test
    void theHeapIsToldFromWhatLiesBesideIt() {
        assertThat(heap(new OutOfMemoryError("Java heap space"))).isTrue();
        assertThat(heap(new OutOfMemoryError("unable to create native thread: possibly out of memory")))
                .isFalse();
        assertThat(heap(new RuntimeException(
                        "DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes")))
                .isFalse();
    }

    @Test
    void aRefusalIsToldByItsSize() {
        RuntimeException libtorch = new RuntimeException(
                "[enforce fail at alloc_cpu.cpp:127] err == 0. DefaultCPUAllocator: can't allocate memory: you tried to"
                        + " allocate 14200832 bytes. Error code 12 (Cannot allocate memory)\nframe #0");
        assertThat(MemoryShortage.behind(libtorch).orElseThrow().what())
                .isEqualTo("memory ran out beside the Java heap (another 15 MB were refused)");
    }

    @Test
    void theLedgersDatabaseMayHaveRunOutToo() {
        SrpoException unwritten = SrpoException.resource(
                "cannot write the ledger; free space on that disk", new SQLException("Out of Memory Error: no room"));
        assertThat(heap(unwritten)).isFalse();
    }

    @Test
    void anotherFailureIsNoShortageWhateverItsSentenceRepeats() {
        assertThat(MemoryShortage.behind(new IllegalStateException("no"))).isEmpty();
        assertThat(MemoryShortage.behind(SrpoException.input("a file called \"annot allocate memory\" is not there")))
                .isEmpty();
    }

    private static boolean heap(Throwable failure) {
        return MemoryShortage.behind(failure).orElseThrow().heap();
    }
}
