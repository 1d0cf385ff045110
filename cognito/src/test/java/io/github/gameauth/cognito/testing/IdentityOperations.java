// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a player's client may ask of an identity pool. */
final class IdentityOperations {
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(10);

  private final IdentityState state;
  private final LoginJudge judge;
  private final OpenIdTokens tokens;

  IdentityOperations(IdentityState state, LoginJudge judge, OpenIdTokens tokens) {
    this.state = state;
    this.judge = judge;
    this.tokens = tokens;
  }

  void addTo(Operations all) {
    all.add(
        "GetId", new Shape().needs("IdentityPoolId").may("AccountId").maps("Logins"), this::getId);
    all.add(
        "GetCredentialsForIdentity",
        new Shape().needs("IdentityId").may("CustomRoleArn").maps("Logins"),
        this::credentials);
    all.add("GetOpenIdToken", new Shape().needs("IdentityId").maps("Logins"), this::openIdToken);
    all.add(
        "UnlinkIdentity",
        new Shape()
            .needs("IdentityId")
            .maps("Logins")
            .texts("LoginsToRemove")
            .must("Logins", "LoginsToRemove"),
        this::unlink);
  }

  private ObjectNode getId(Call call) {
    state.checkPool(call.text("IdentityPoolId"));
    List<Identity.Login> logins = judge.judged(call.map("Logins"));
    if (logins.isEmpty()) {
      checkGuests();
    }
    Identity identity = state.owner(logins).orElseGet(state::newIdentity);
    state.link(identity, logins);
    return Json.object().put("IdentityId", identity.id);
  }

  private void checkGuests() {
    if (!state.settings.takesGuests()) {
      throw ServiceError.notAuthorized(
          "Unauthenticated access is not supported for this identity pool.");
    }
  }

  private ObjectNode credentials(Call call) {
    Identity identity = entered(call);
    Optional<String> role = call.optional("CustomRoleArn");
    if (role.isPresent() && !role.get().matches("arn:[\\w-]+:iam::[0-9]{12}:role/.+")) {
      throw ServiceError.invalidParameter("Invalid CustomRoleArn");
    }
    TemporaryCredentials made = TemporaryCredentials.made(state.random, state.now());
    ObjectNode answer = Json.object().put("IdentityId", identity.id);
    answer
        .putObject("Credentials")
        .put("AccessKeyId", made.accessKeyId())
        .put("SecretKey", made.secretKey())
        .put("SessionToken", made.sessionToken())
        .put("Expiration", PoolState.seconds(made.expiration()));
    return answer;
  }

  private ObjectNode openIdToken(Call call) {
    if (!state.settings.hasBasicFlow()) {
      throw ServiceError.invalidParameter(
          "Basic (classic) flow is not enabled, please use enhanced flow.");
    }
    Identity identity = entered(call);
    return Json.object()
        .put("IdentityId", identity.id)
        .put("Token", tokens.token(identity, TOKEN_LIFE));
  }

  private ObjectNode unlink(Call call) {
    Identity identity = entered(call);
    List<String> providers = new ArrayList<>();
    for (JsonNode each : call.body().required("LoginsToRemove")) {
      providers.add(each.textValue());
    }
    identity.logins.removeIf(each -> providers.contains(each.provider()));
    return Call.EMPTY;
  }

  /** The identity, if what came along opens it. Further logins are linked to it. */
  private Identity entered(Call call) {
    Identity identity = state.named(call.text("IdentityId"));
    Map<String, String> given = call.map("Logins");
    List<Identity.Login> logins = judge.judged(given);
    String own = given.get(OpenIdTokens.PROVIDER);
    if (own != null) {
      ObjectNode claims =
          tokens.valid(own).orElseThrow(() -> ServiceError.notAuthorized("Invalid login token."));
      if (!claims.path("sub").asText().equals(identity.id)) {
        throw ServiceError.notAuthorized("Access to Identity '" + identity.id + "' is forbidden.");
      }
    } else if (identity.wasLinked) {
      if (logins.stream().noneMatch(identity.logins::contains)) {
        throw ServiceError.notAuthorized(
            "Logins don't match. Please include at least one valid login for this identity or identity pool.");
      }
    } else if (logins.isEmpty()) {
      checkGuests();
    }
    state.link(identity, logins);
    return identity;
  }
}
