package io.srpo.engine.torch;

import static org.assertj.core.api.Assertions.assertThat;

import io.srpo.engine.Fixture;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Parts of panels beside the tensors' own views of the same parts. */
class PanelsTest {
    @BeforeEach
    void start() {
        Torch.start(Fixture.THREADS);
    }

    @Test
    void partsAreThoseOfTheTensor() {
        try (PointerScope scope = new PointerScope()) {
            Tensor all = torch.randn(4, 3, 50, 40);
            Tensor tensor = all.select(1, 1).narrow(1, 5, 30);
            Panels panels = Panels.of(tensor);
            assertSame(panels, tensor);
            assertSame(panels.rows(3, 7), tensor.narrow(1, 3, 7));
            assertSame(panels.columns(4, 9), tensor.narrow(2, 4, 9));
            assertSame(panels.transposed().rows(2, 5), tensor.transpose(1, 2).narrow(1, 2, 5));
            assertSame(
                    panels.rows(3, 20).columns(8, 16).transposed().rows(1, 2),
                    tensor.narrow(1, 3, 20).narrow(2, 8, 16).transpose(1, 2).narrow(1, 1, 2));
        }
    }

    @Test
    void theFirstElementsAreARoom() {
        try (PointerScope scope = new PointerScope()) {
            Tensor room = torch.randn(2, 100, 1);
            assertSame(
                    Panels.of(room).first(3, 4, 5),
                    room.view(-1).narrow(0, 0, 60).view(3, 4, 5));
        }
    }

    @ParameterizedTest
    @EnumSource(Dtype.class)
    void productsOfPartsAreTheTensors(Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            Tensor a = torch.randn(3, 50, 64).to(dtype.type());
            Tensor b = torch.randn(3, 70, 64).to(dtype.type());
            Tensor out = torch.randn(3, 50, 70);
            Tensor expected = out.clone();
            Tensor someOut = expected.narrow(1, 10, 20).narrow(2, 5, 33);
            Tensor someA = a.narrow(1, 30, 20);
            Tensor someB = b.narrow(1, 7, 33).transpose(1, 2);
            WideProduct.multiply(someOut, someA, someB);
            WideProduct.add(someOut, someA, someB);
            Panels into = Panels.of(out).rows(10, 20).columns(5, 33);
            Panels left = Panels.of(a).rows(30, 20);
            Panels right = Panels.of(b).rows(7, 33).transposed();
            WideProduct.multiply(into, left, right);
            WideProduct.add(into, left, right);
            assertThat(torch.equal(out, expected)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Dtype.class)
    void softmaxAndItsDerivativeAreTheTensors(Dtype dtype) {
        try (PointerScope scope = new PointerScope()) {
            for (long columns : new long[] {30, 300}) {
                Tensor scores = torch.randn(4, 50, columns);
                Tensor by = torch.randn(4, 50, columns);
                Tensor shares = Torch.empty(4, 50, columns);
                RowSoftmax.into(shares, scores);
                Tensor back = Torch.empty(dtype, 4, 50, columns);
                RowSoftmax.back(back, by, shares);
                Panels room = Panels.of(Torch.empty(1, 4 * 50 * columns, 1)).first(4, 50, columns);
                RowSoftmax.into(room, Panels.of(scores));
                assertSame(room, shares);
                Panels backRoom =
                        Panels.of(Torch.empty(dtype, 1, 4 * 50 * columns, 1)).first(4, 50, columns);
                RowSoftmax.back(backRoom, Panels.of(by), room);
                assertSame(backRoom, back);
            }
        }
    }

    private static void assertSame(Panels actual, Tensor expected) {
        assertThat(new long[] {actual.times(), actual.rows(), actual.columns()})
                .containsExactly(expected.size(0), expected.size(1), expected.size(2));
        assertThat(actual.dtype()).isEqualTo(Dtype.of(expected));
        assertThat(torch.equal(actual.tensor(), expected)).isTrue();
    }
}
