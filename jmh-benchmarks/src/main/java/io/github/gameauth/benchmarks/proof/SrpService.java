// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.proof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.srp.SrpClient;
import io.github.gameauth.cognito.srp.SrpProof;
import io.github.gameauth.cognito.srp.SrpRejectedException;
import io.github.gameauth.cognito.srp.SrpTimestamp;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.secret.Secret;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A strict user pool with one player: it asks for proofs, and judges them. */
public final class SrpService implements AutoCloseable {
  /** The player's. */
  public static final Secret PASSWORD = Secret.of("Correct-Horse-7!");

  /** Not the player's. */
  public static final Secret WRONG_PASSWORD = Secret.of("Correct-Horse-8!");

  private static final String PLAYER = "zoe";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestUserPool pool = TestUserPool.start();
  private final HttpClient http = HttpClient.newHttpClient();
  private final String timestamp = SrpTimestamp.of(pool.now());

  /** Starts it. */
  public SrpService() {
    pool.addUser(PLAYER, PASSWORD.reveal());
  }

  /**
   * What the pool asks.
   *
   * @param group the pool's name
   * @param user the player's
   */
  public record Challenge(String group, String user, String srpB, String salt, String block) {
    /** The proof. */
    public SrpProof answeredBy(SrpClient client, Secret password, String timestamp)
        throws SrpRejectedException {
      return client.answer(group, user, password, srpB, salt, block, timestamp);
    }

    /** With one digit of the salt changed. */
    public Challenge withAnotherSalt() {
      char first = salt.charAt(0) == '7' ? '6' : '7';
      return new Challenge(group, user, srpB, first + salt.substring(1), block);
    }

    /** With a number by which any password would do. */
    public Challenge withZero() {
      return new Challenge(group, user, "0", salt, block);
    }
  }

  /** The time that proofs are made for. */
  public String timestamp() {
    return timestamp;
  }

  /** Begins a sign-in. */
  public Challenge challenge(String srpA) throws IOException, InterruptedException {
    ObjectNode request = JSON.createObjectNode().put("AuthFlow", "USER_SRP_AUTH");
    request.putObject("AuthParameters").put("USERNAME", PLAYER).put("SRP_A", srpA);
    JsonNode asked = call("InitiateAuth", request).required("ChallengeParameters");
    return new Challenge(
        UserPoolId.of(pool.poolId()).poolName(),
        asked.required("USER_ID_FOR_SRP").textValue(),
        asked.required("SRP_B").textValue(),
        asked.required("SALT").textValue(),
        asked.required("SECRET_BLOCK").textValue());
  }

  /** Whether the pool lets in whoever brings that; it judges each challenge once. */
  public boolean accepts(Challenge challenge, SrpProof proof)
      throws IOException, InterruptedException {
    ObjectNode request = JSON.createObjectNode().put("ChallengeName", "PASSWORD_VERIFIER");
    request
        .putObject("ChallengeResponses")
        .put("USERNAME", challenge.user())
        .put("PASSWORD_CLAIM_SIGNATURE", proof.signature())
        .put("PASSWORD_CLAIM_SECRET_BLOCK", proof.secretBlock())
        .put("TIMESTAMP", proof.timestamp());
    JsonNode answer = call("RespondToAuthChallenge", request);
    if (answer.path("AuthenticationResult").has("AccessToken")) {
      return true;
    }
    if (answer.path("__type").asText().endsWith("NotAuthorizedException")) {
      return false;
    }
    throw new IllegalStateException("the pool answered neither: " + answer.path("__type"));
  }

  private JsonNode call(String operation, ObjectNode request)
      throws IOException, InterruptedException {
    request.put("ClientId", pool.client().id());
    HttpRequest post =
        HttpRequest.newBuilder(pool.endpoint())
            .header("Content-Type", "application/x-amz-json-1.1")
            .header("X-Amz-Target", "AWSCognitoIdentityProviderService." + operation)
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(request)))
            .build();
    return JSON.readTree(http.send(post, HttpResponse.BodyHandlers.ofByteArray()).body());
  }

  @Override
  public void close() {
    pool.close();
  }
}
