package dev.perennial.bench;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.time.Duration;

/**
 * The processor time, user and system, of all children of this process that have ended, with what those had waited for;
 * in microseconds, which {@code times(1)} and {@code /proc} have not (getrusage(2)).
 */
final class Usage {
    private static final int CHILDREN = -1;
    private static final int SIZE = 256;
    private static final MethodHandle GETRUSAGE = Linker.nativeLinker()
            .downcallHandle(
                    Linker.nativeLinker().defaultLookup().findOrThrow("getrusage"),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));

    private Usage() {}

    static Duration ofChildren() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment usage = arena.allocate(SIZE, Long.BYTES);
            int failed = (int) GETRUSAGE.invokeExact(CHILDREN, usage);
            if (failed != 0) {
                throw new IllegalStateException("getrusage failed");
            }
            return time(usage, 0).plus(time(usage, 2));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** A {@code struct timeval}: seconds and microseconds, a long each on 64-bit Linux. */
    private static Duration time(MemorySegment usage, long index) {
        return Duration.ofSeconds(usage.getAtIndex(ValueLayout.JAVA_LONG, index))
                .plusNanos(1000 * usage.getAtIndex(ValueLayout.JAVA_LONG, index + 1));
    }
}
