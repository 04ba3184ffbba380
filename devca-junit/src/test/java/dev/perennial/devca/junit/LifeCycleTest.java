package dev.perennial.devca.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perennial.devca.DevCa;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When servers begin and end. */
class LifeCycleTest {
    private static final List<DevCa> MET = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        MET.clear();
    }

    @AfterEach
    void everyServerHasEnded() {
        assertThat(MET).isNotEmpty();
        MET.forEach(ca -> assertThatThrownBy(() -> connect(ca)).isInstanceOf(ConnectException.class));
    }

    private static void connect(DevCa ca) throws IOException {
        new Socket("localhost", ca.directoryUrl().getPort()).close();
    }

    private static void meet(DevCa ca) throws IOException {
        connect(ca);
        MET.add(ca);
    }

    @Case
    static class InStaticField {
        @AcmeServer
        private static DevCa ca;

        @BeforeAll
        static void isThereBeforeEverything() throws IOException {
            meet(ca);
        }

        @RepeatedTest(2)
        void use() throws IOException {
            meet(ca);
        }

        @Nested
        class Within {
            @Test
            void use() throws IOException {
                meet(ca);
            }
        }

        @AfterAll
        static void isThereAfterEverything() throws IOException {
            meet(ca);
        }
    }

    @Test
    void aStaticFieldHasOneServerForAllTestsAndNestedClasses() {
        Runs.allPass(InStaticField.class, 3);
        assertThat(MET).hasSize(5).containsOnly(MET.getFirst());
    }

    @Case
    static class InInstanceField {
        @AcmeServer
        private DevCa ca;

        @BeforeEach
        void isThereBefore() throws IOException {
            connect(ca);
        }

        @RepeatedTest(2)
        void use() throws IOException {
            assertThat(MET).allSatisfy(earlier -> assertThatThrownBy(() -> connect(earlier)));
            meet(ca);
        }

        @AfterEach
        void isThereAfter() throws IOException {
            connect(ca);
        }

        @Nested
        class Within {
            @AcmeServer
            private DevCa other;

            @Test
            void useBoth() throws IOException {
                meet(ca);
                meet(other);
            }
        }
    }

    @Test
    void anInstanceFieldHasAServerForEachTestWhichEndsWithIt() {
        Runs.allPass(InInstanceField.class, 3);
        assertThat(MET).hasSize(4).doesNotHaveDuplicates();
    }

    @Case
    @TestInstance(Lifecycle.PER_CLASS)
    static class InInstanceOfClass {
        @AcmeServer
        private DevCa ca;

        @RepeatedTest(2)
        void use() throws IOException {
            meet(ca);
        }
    }

    @Test
    void anInstanceThatServesAClassKeepsItsServer() {
        Runs.allPass(InInstanceOfClass.class, 2);
        assertThat(MET).hasSize(2).containsOnly(MET.getFirst());
    }

    @Case
    static class AsParameters {
        AsParameters(@AcmeServer DevCa ca) throws IOException {
            meet(ca);
        }

        @BeforeAll
        static void beforeAll(@AcmeServer DevCa ca) throws IOException {
            meet(ca);
        }

        @BeforeEach
        void beforeEach(@AcmeServer DevCa ca) throws IOException {
            meet(ca);
        }

        @Test
        void twoAtOnce(@AcmeServer DevCa one, @AcmeServer DevCa other) throws IOException {
            meet(one);
            meet(other);
        }

        @ParameterizedTest
        @ValueSource(strings = {"a", "b"})
        void besideAnotherParameter(String text, @AcmeServer DevCa ca) throws IOException {
            assertThat(text).isNotEmpty();
            meet(ca);
        }
    }

    @Test
    void everyParameterIsAServerOfItsOwn() {
        Runs.allPass(AsParameters.class, 3);
        assertThat(MET).hasSize(1 + 3 + 3 + 2 + 2).doesNotHaveDuplicates();
    }

    abstract static class Inherited {
        @AcmeServer
        DevCa ca;
    }

    @Case
    static class Inheriting extends Inherited {
        @Test
        void use() throws IOException {
            meet(ca);
        }
    }

    @Test
    void aFieldOfASuperclassIsFilled() {
        Runs.allPass(Inheriting.class, 1);
    }

    @Case
    static class InParallel {
        private static final CountDownLatch ALL_RUN = new CountDownLatch(3);

        @AcmeServer
        private DevCa ca;

        @RepeatedTest(3)
        void use() throws Exception {
            meet(ca);
            ALL_RUN.countDown();
            assertThat(ALL_RUN.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void testsInParallelHaveServersOfTheirOwn() {
        Runs.allPass(Runs.parallel(InParallel.class), 3);
        assertThat(MET).hasSize(3).doesNotHaveDuplicates();
        assertThat(MET.stream().map(ca -> ca.policy().httpPort())).doesNotHaveDuplicates();
    }
}
