package dev.perennial.bench;

/**
 * What one run took.
 *
 * @param good whether it did its work
 * @param wall seconds
 * @param cpu seconds of processor time of it and all it started
 * @param peak the largest memory of a process of it, in megabytes (10^6 octets); 0 where that is not known
 * @param requests that the CA got; 0 where none are counted
 * @param connections that the CA's side accepted
 * @param output the end of what it printed
 */
record Sample(boolean good, double wall, double cpu, double peak, long requests, long connections, String output) {
    Sample counted(long requestsMade, long connectionsMade) {
        return new Sample(good, wall, cpu, peak, requestsMade, connectionsMade, output);
    }

    /** This run, and then another that belongs to the same work. */
    Sample then(Sample next) {
        return new Sample(
                good && next.good,
                wall + next.wall,
                cpu + next.cpu,
                Math.max(peak, next.peak),
                requests + next.requests,
                connections + next.connections,
                next.output);
    }

    /** The same work so many times. */
    Sample times(double factor) {
        return new Sample(
                good,
                wall * factor,
                cpu * factor,
                peak,
                Math.round(requests * factor),
                Math.round(connections * factor),
                output);
    }
}
