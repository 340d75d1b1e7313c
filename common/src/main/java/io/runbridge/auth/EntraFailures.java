package io.runbridge.auth;

import com.azure.identity.CredentialUnavailableException;
import com.microsoft.aad.msal4j.MsalServiceException;
import io.runbridge.platform.Failure;
import io.runbridge.platform.FailureCategory;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a failed token fetch means. Its texts never come from a vendor's exception but for error codes. Any thread. */
final class EntraFailures {

    /** OAuth errors that another try does not cure; fact: RFC 6749 5.2 and Entra's AADSTS error reference. */
    private static final Set<String> FINAL = Set.of(
            "invalid_client",
            "unauthorized_client",
            "invalid_scope",
            "invalid_resource",
            "invalid_request",
            "invalid_grant",
            "invalid_instance",
            "access_denied",
            "unsupported_grant_type");

    /** Text of the metadata endpoint's 400; fact: msal4j 1.26.0, IMDSManagedIdentitySource. */
    private static final String NOT_ASSIGNED = "has not been assigned";

    /** A signed or federated token is not valid yet, or not any more: the clock or its file may be put right. */
    private static final String OUT_OF_TIME = "AADSTS700024";

    private static final Pattern AADSTS = Pattern.compile("AADSTS\\d{4,9}");
    private static final int MAX_CAUSES = 20;

    private EntraFailures() {}

    static Failure failure(Throwable thrown, EntraPrincipal principal) {
        Optional<UnusableFileException> file = cause(thrown, UnusableFileException.class);
        if (file.isPresent()) {
            return of(file.get().category(), principal.who() + ": " + file.get().getMessage());
        }
        Optional<MsalServiceException> said = cause(thrown, MsalServiceException.class);
        if (said.isPresent() && isFinal(said.get())) {
            return of(
                    FailureCategory.UNAUTHORIZED,
                    principal.who() + ": " + codes(said.get()) + ". " + principal.advice());
        }
        String reason = said.map(EntraFailures::codes).orElseGet(() -> reason(thrown));
        String advice = principal.local() ? ". " + principal.advice() : "";
        return of(FailureCategory.UNAVAILABLE, principal.who() + ": " + reason + advice);
    }

    private static Failure of(FailureCategory category, String message) {
        return Failure.of(
                category, category == FailureCategory.UNAUTHORIZED ? "UNAUTHORIZED" : "PLATFORM_UNAVAILABLE", message);
    }

    private static String reason(Throwable thrown) {
        if (cause(thrown, TimeoutException.class).isPresent()) {
            return "it did not answer in time";
        }
        return cause(thrown, CredentialUnavailableException.class).isPresent()
                ? "there is none here"
                : innermost(thrown).getClass().getSimpleName();
    }

    private static boolean isFinal(MsalServiceException said) {
        return said.errorCode() != null
                && !String.valueOf(said.getMessage()).contains(OUT_OF_TIME)
                && (FINAL.contains(said.errorCode())
                        || String.valueOf(said.getMessage()).contains(NOT_ASSIGNED));
    }

    private static String codes(MsalServiceException said) {
        StringBuilder codes = new StringBuilder();
        if (said.statusCode() != null) {
            codes.append("HTTP ").append(said.statusCode()).append(' ');
        }
        if (said.errorCode() != null && said.errorCode().matches("[\\w.-]{1,60}")) {
            codes.append(said.errorCode()).append(' ');
        }
        Matcher number = AADSTS.matcher(said.getMessage() == null ? "" : said.getMessage());
        return number.find() ? codes + number.group() : codes.toString().trim();
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int i = 0; cause != null && i < MAX_CAUSES; i++, cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable cause = thrown;
        for (int i = 0; cause.getCause() != null && i < MAX_CAUSES; i++) {
            cause = cause.getCause();
        }
        return cause;
    }
}
