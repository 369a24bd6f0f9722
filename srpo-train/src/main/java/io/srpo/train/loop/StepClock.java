package io.srpo.train.loop;

/** Where a step's time goes, in seconds. */
final class StepClock {
    private final long started = System.nanoTime();
    private long mark = started;
    private double rollout;
    private double verdicts;
    private double update;

    private StepClock() {}

    static StepClock start() {
        return new StepClock();
    }

    void drawn() {
        rollout = lap();
    }

    void judged() {
        verdicts = lap();
    }

    void updated() {
        update = lap();
    }

    double rolloutSeconds() {
        return rollout;
    }

    double verdictSeconds() {
        return verdicts;
    }

    double updateSeconds() {
        return update;
    }

    /** Seconds since the step began. */
    double seconds() {
        return (System.nanoTime() - started) / 1e9;
    }

    private double lap() {
        long now = System.nanoTime();
        double seconds = (now - mark) / 1e9;
        mark = now;
        return seconds;
    }
}
