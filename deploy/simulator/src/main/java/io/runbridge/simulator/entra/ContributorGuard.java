package io.runbridge.simulator.entra;

import io.runbridge.simulator.http.Call;
import io.runbridge.simulator.http.Guard;
import io.runbridge.simulator.life.Setting;
import io.runbridge.simulator.life.World;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Behind another guard, a workspace of which the caller is no member, while that switch is set: it lets in who names the
 * workspace and shows a token for Azure's management. Event loop only. What the service answers otherwise is not known.
 */
public final class ContributorGuard implements Guard {

    private static final Pattern WORKSPACE = Pattern.compile(
            "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Databricks/workspaces/[^/]+");

    private final Guard bearer;
    private final World world;
    private final TokenBook tokens;

    /** A guard behind that one. */
    public ContributorGuard(Guard bearer, World world, TokenBook tokens) {
        this.bearer = bearer;
        this.world = world;
        this.tokens = tokens;
    }

    @Override
    public void check(Call call) {
        bearer.check(call);
        if (!world.settings().flag(Setting.CONTRIBUTORS_ONLY)) {
            return;
        }
        String workspace = header(call, "X-Databricks-Azure-Workspace-Resource-Id");
        String token = header(call, "X-Databricks-Azure-SP-Management-Token");
        if (!WORKSPACE.matcher(workspace).matches() || token.isEmpty()) {
            throw call.refuse(403, "PERMISSION_DENIED", "User is not a member of this workspace.");
        }
        if (tokens.judge(token, Audience.MANAGEMENT) != TokenBook.Verdict.GOOD) {
            throw call.refuse(401, "UNAUTHENTICATED", "The management token is not valid.");
        }
    }

    private static String header(Call call, String name) {
        return Optional.ofNullable(call.headers().get(name)).orElse("");
    }
}
