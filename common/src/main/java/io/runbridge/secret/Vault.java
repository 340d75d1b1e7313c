package io.runbridge.secret;

import io.runbridge.config.Secret;
import io.runbridge.platform.Answer;
import java.util.concurrent.CompletionStage;

/** A place that has secrets. Any thread; never blocks; stages never complete exceptionally. */
@FunctionalInterface
public interface Vault {

    /** Code of a name that a vault does not have. */
    String NOT_FOUND = "SECRET_NOT_FOUND";

    /** Code of a vault that cannot be asked now. */
    String UNAVAILABLE = "VAULT_UNAVAILABLE";

    /** The secret; REJECTED if there is none of this name or it is not for us to read, UNAVAILABLE if that may change. */
    CompletionStage<Answer<Secret>> read(SecretReference reference);
}
