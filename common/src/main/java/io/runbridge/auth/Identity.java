package io.runbridge.auth;

import io.runbridge.platform.Answer;
import java.util.concurrent.CompletionStage;

/** Who we are to a service: what each call there carries to show it. Any thread; never blocks. */
public interface Identity {

    /** A valid proof, or why there is none; never completes exceptionally. */
    CompletionStage<Answer<Proof>> proof();

    /** Takes note that the service refused this proof, so that the next one is another, where there is another. */
    void refused(Proof proof);
}
