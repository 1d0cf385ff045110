// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an operator's signed requests may do: vouch for players by names of one's own. */
final class DeveloperOperations {
  private static final long LONGEST_SECONDS = Duration.ofHours(24).toSeconds();
  private static final long USUAL_SECONDS = Duration.ofMinutes(15).toSeconds();

  private final IdentityState state;
  private final LoginJudge judge;
  private final OpenIdTokens tokens;

  DeveloperOperations(IdentityState state, LoginJudge judge, OpenIdTokens tokens) {
    this.state = state;
    this.judge = judge;
    this.tokens = tokens;
  }

  void addTo(Operations all) {
    all.addSigned(
        "GetOpenIdTokenForDeveloperIdentity",
        new Shape()
            .needs("IdentityPoolId")
            .may("IdentityId")
            .maps("Logins", "PrincipalTags")
            .number("TokenDuration")
            .must("Logins"),
        this::token);
    all.addSigned(
        "LookupDeveloperIdentity",
        new Shape()
            .needs("IdentityPoolId")
            .may("IdentityId", "DeveloperUserIdentifier", "NextToken")
            .number("MaxResults"),
        this::lookup);
    all.addSigned(
        "MergeDeveloperIdentities",
        new Shape()
            .needs(
                "IdentityPoolId",
                "DeveloperProviderName",
                "SourceUserIdentifier",
                "DestinationUserIdentifier"),
        this::merge);
    all.addSigned(
        "UnlinkDeveloperIdentity",
        new Shape()
            .needs(
                "IdentityPoolId", "IdentityId", "DeveloperProviderName", "DeveloperUserIdentifier"),
        this::unlink);
  }

  private Identity.Login own(String user) {
    return new Identity.Login(state.settings.developerProvider(), user);
  }

  private ObjectNode token(Call call) {
    state.checkPool(call.text("IdentityPoolId"));
    Map<String, String> given = call.map("Logins");
    String user = given.remove(state.settings.developerProvider());
    if (user == null) {
      throw ServiceError.invalidParameter(
          "Please provide a valid developer provider name: " + state.settings.developerProvider());
    }
    long seconds = call.body().path("TokenDuration").asLong(USUAL_SECONDS);
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw Limits.refused(
          "TokenDuration", "Member must have value less than or equal to " + LONGEST_SECONDS);
    }
    List<Identity.Login> logins = new ArrayList<>(judge.judged(given));
    logins.add(own(user));
    Optional<Identity> owner = state.owner(logins);
    Optional<Identity> wanted = call.optional("IdentityId").map(state::named);
    boolean registered = owner.isPresent() && wanted.isPresent() && owner.get() != wanted.get();
    if (registered) {
      throw ServiceError.of(
          "DeveloperUserAlreadyRegisteredException",
          "The developer user is registered with another identity.");
    }
    Identity identity = wanted.or(() -> owner).orElseGet(state::newIdentity);
    state.link(identity, logins);
    return Json.object()
        .put("IdentityId", identity.id)
        .put("Token", tokens.token(identity, Duration.ofSeconds(seconds)));
  }

  private ObjectNode lookup(Call call) {
    state.checkPool(call.text("IdentityPoolId"));
    Optional<Identity> byId = call.optional("IdentityId").map(state::named);
    Optional<Identity> byUser =
        call.optional("DeveloperUserIdentifier").flatMap(user -> state.owner(own(user)));
    if (byId.isEmpty() && call.optional("DeveloperUserIdentifier").isEmpty()) {
      throw ServiceError.invalidParameter(
          "Either IdentityId or DeveloperUserIdentifier is required.");
    }
    if (byId.isEmpty() && byUser.isEmpty()) {
      throw ServiceError.notFound("Developer user is not registered.");
    }
    boolean conflicting =
        byId.isPresent()
            && call.optional("DeveloperUserIdentifier").isPresent()
            && !byId.equals(byUser);
    if (conflicting) {
      throw ServiceError.of(
          "ResourceConflictException", "The developer user belongs to another identity.");
    }
    Identity identity = byId.or(() -> byUser).orElseThrow();
    ObjectNode answer = Json.object().put("IdentityId", identity.id);
    ArrayNode users = answer.putArray("DeveloperUserIdentifierList");
    identity.logins.stream()
        .filter(each -> each.provider().equals(state.settings.developerProvider()))
        .forEach(each -> users.add(each.subject()));
    return answer;
  }

  private void checkProvider(Call call) {
    state.checkPool(call.text("IdentityPoolId"));
    if (!call.text("DeveloperProviderName").equals(state.settings.developerProvider())) {
      throw ServiceError.invalidParameter("Unknown developer provider name.");
    }
  }

  private Identity registered(String user) {
    return state
        .owner(own(user))
        .orElseThrow(() -> ServiceError.notFound("Developer user is not registered."));
  }

  private ObjectNode merge(Call call) {
    checkProvider(call);
    Identity source = registered(call.text("SourceUserIdentifier"));
    Identity destination = registered(call.text("DestinationUserIdentifier"));
    if (source != destination) {
      List<Identity.Login> moved = List.copyOf(source.logins);
      state.remove(source);
      state.link(destination, moved);
    }
    return Json.object().put("IdentityId", destination.id);
  }

  private ObjectNode unlink(Call call) {
    checkProvider(call);
    Identity identity = state.named(call.text("IdentityId"));
    if (!identity.logins.remove(own(call.text("DeveloperUserIdentifier")))) {
      throw ServiceError.notFound("Developer user is not registered.");
    }
    return Call.EMPTY;
  }
}
