package io.runbridge.platform;

import io.runbridge.schemas.JobType;

/** What a platform makes of the parameters of a job. Immutable, any thread. */
public enum ParameterForm {
    /**
     * Typed, named in any case, and some are kept secret (fact: learn.microsoft.com, data-factory/naming-rules and
     * SecureString of ParameterType).
     */
    PIPELINE(true, true, true, "declare it in the pipeline and publish that, then import the job again"),
    /** Typed, and shown to whoever may see the run. */
    UPDATE(true, false, false, "a pipeline of Databricks takes no other parameters with an update"),
    /** All text, so that types are a guess and bind nobody; shown to whoever may see the run. */
    TEXT(false, false, false, "declare it in the job's settings under job parameters, then import the job again");

    private final boolean typed;
    private final boolean anyCase;
    private final boolean keepsSecrets;
    private final String undeclared;

    ParameterForm(boolean typed, boolean anyCase, boolean keepsSecrets, String undeclared) {
        this.typed = typed;
        this.anyCase = anyCase;
        this.keepsSecrets = keepsSecrets;
        this.undeclared = undeclared;
    }

    /** The form of a job type; TEXT, which binds nobody, for one that no platform has. */
    public static ParameterForm of(JobType jobType) {
        return PlatformType.of(jobType).flatMap(type -> type.form(jobType)).orElse(TEXT);
    }

    /** Whether a value must have the type that the job declares. */
    public boolean typed() {
        return typed;
    }

    /** Whether a given and a declared parameter are the same whatever the case of their names. */
    public boolean anyCase() {
        return anyCase;
    }

    /** What to do about a parameter that the job does not declare; half a sentence. */
    public String undeclared() {
        return undeclared;
    }

    /** Whether a job can declare a parameter whose value the platform shows to nobody. */
    public boolean keepsSecrets() {
        return keepsSecrets;
    }
}
