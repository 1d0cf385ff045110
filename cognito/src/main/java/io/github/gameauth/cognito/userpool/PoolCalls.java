// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.CognitoAnswer;
import io.github.gameauth.cognito.srp.SecretHash;
import io.github.gameauth.cognito.wire.AwsJsonApi;
import io.github.gameauth.cognito.wire.Repeat;
import io.github.gameauth.cognito.wire.WireJson;
import io.github.gameauth.secret.Secret;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the calls of all operations, as one app client of one pool: knows who asks, and in which of
 * three ways the client's secret goes along. What a call sends is put together by its operation.
 *
 * @param clientSecret empty if the app client has none
 * @param proofClock {@code clock}, corrected for proofs
 * @param context goes along where an operation takes it
 */
record PoolCalls(
    UserPoolId pool,
    String clientId,
    Optional<Secret> clientSecret,
    AwsJsonApi api,
    InstantSource clock,
    ProofClock proofClock,
    SecureRandom random,
    PlayerContext context) {
  PoolCalls context(PlayerContext other) {
    return new PoolCalls(pool, clientId, clientSecret, api, clock, proofClock, random, other);
  }

  /** A request that names the app client; for operations without an access token. */
  ObjectNode clientRequest() {
    return WireJson.newObject().put("ClientId", clientId);
  }

  /** A request that names the signed-in user. */
  ObjectNode userRequest(Secret accessToken) {
    return WireJson.newObject().put("AccessToken", accessToken.reveal());
  }

  /** Adds {@code SecretHash}, for sign-up and password operations. */
  void addSecretHash(ObjectNode request, String userName) {
    secretHash(userName).ifPresent(hash -> request.put("SecretHash", hash));
  }

  /** Adds {@code SECRET_HASH}, within the parameters and responses of a sign-in or refresh. */
  void addSecretHashParameter(ObjectNode parameters, String userName) {
    secretHash(userName).ifPresent(hash -> parameters.put("SECRET_HASH", hash));
  }

  /** Adds {@code ClientSecret} as it is, for refreshing with rotation and for revoking. */
  void addClientSecret(ObjectNode request) {
    clientSecret.ifPresent(secret -> request.put("ClientSecret", secret.reveal()));
  }

  private Optional<String> secretHash(String userName) {
    return clientSecret.map(secret -> SecretHash.of(secret, userName, clientId));
  }

  /** Adds {@code ClientMetadata}, if there is any. */
  void addMetadata(ObjectNode request) {
    if (!context.metadata().isEmpty()) {
      addTexts(request.putObject("ClientMetadata"), context.metadata());
    }
  }

  /** Adds {@code UserContextData}, if there is any. */
  void addUserContext(ObjectNode request) {
    if (context.ipAddress().isPresent() || context.encodedData().isPresent()) {
      ObjectNode data = request.putObject("UserContextData");
      context.ipAddress().ifPresent(address -> data.put("IpAddress", address));
      context.encodedData().ifPresent(encoded -> data.put("EncodedData", encoded));
    }
  }

  /** Adds texts by their names. */
  static void addTexts(ObjectNode object, Map<String, String> texts) {
    texts.forEach(object::put);
  }

  CognitoAnswer<JsonNode> call(String operation, ObjectNode request, Repeat repeat) {
    return api.call(operation, request, repeat);
  }

  /** Neither secret nor context. */
  @Override
  public String toString() {
    return "PoolCalls(" + pool + ", client " + clientId + ")";
  }
}
