package io.runbridge.poller.history;

/** How the runs of a workspace are watched. */
enum Strategy {
    JOBS_SINGLY(Flavour.JOBS, false),
    UPDATES_SINGLY(Flavour.UPDATES, false),
    PIPELINES_SINGLY(Flavour.PIPELINES, false),
    SWEEP(Flavour.JOBS, true),
    UNRANGED_SWEEP(Flavour.UPDATES, true),
    CHANGES(Flavour.PIPELINES, true);

    private final Flavour flavour;
    private final boolean surveys;

    Strategy(Flavour flavour, boolean surveys) {
        this.flavour = flavour;
        this.surveys = surveys;
    }

    Flavour flavour() {
        return flavour;
    }

    boolean surveys() {
        return surveys;
    }
}
