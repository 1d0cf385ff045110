// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.srp.SrpClient;
import io.github.gameauth.cognito.srp.SrpProof;
import io.github.gameauth.cognito.srp.SrpRejectedException;
import io.github.gameauth.cognito.srp.SrpTimestamp;
import io.github.gameauth.cognito.testing.TestUserPool;
import io.github.gameauth.secret.Secret;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.core.retry.RetryPolicy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.model.AuthFlowType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.ChallengeNameType;
import software.amazon.awssdk.services.cognitoidentityprovider.model.InitiateAuthResponse;
import software.amazon.awssdk.services.cognitoidentityprovider.model.RespondToAuthChallengeResponse;

/** AWS's Java client at a test pool; what it lacks, the proof of a password, is ours. */
final class SdkUserPool implements AutoCloseable {
  final CognitoIdentityProviderClient aws;
  final TestUserPool pool;
  private final SecureRandom random = new SecureRandom();

  SdkUserPool(TestUserPool pool) {
    this.pool = pool;
    this.aws =
        CognitoIdentityProviderClient.builder()
            .endpointOverride(pool.endpoint())
            .region(Region.of(UserPoolId.of(pool.poolId()).region().name()))
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .overrideConfiguration(each -> each.retryPolicy(RetryPolicy.none()))
            .build();
  }

  String clientId() {
    return pool.client().id();
  }

  /** Begins by SRP and answers the proof. */
  RespondToAuthChallengeResponse signIn(String name, String password) {
    return signIn(name, password, Map.of());
  }

  RespondToAuthChallengeResponse signIn(String name, String password, Map<String, String> more) {
    SrpClient srp = SrpClient.start(random);
    Map<String, String> parameters = new HashMap<>(more);
    parameters.put("USERNAME", name);
    parameters.put("SRP_A", srp.publicHex());
    InitiateAuthResponse asked =
        aws.initiateAuth(
            each ->
                each.clientId(clientId())
                    .authFlow(AuthFlowType.USER_SRP_AUTH)
                    .authParameters(parameters));
    Map<String, String> responses = new HashMap<>(more);
    responses.putAll(proof(srp, asked.challengeParameters(), password));
    return aws.respondToAuthChallenge(
        each ->
            each.clientId(clientId())
                .challengeName(ChallengeNameType.PASSWORD_VERIFIER)
                .session(asked.session())
                .challengeResponses(responses));
  }

  Map<String, String> proof(SrpClient srp, Map<String, String> asked, String password) {
    SrpProof proof = answered(srp, asked, Secret.of(password));
    return Map.of(
        "USERNAME", asked.get("USER_ID_FOR_SRP"),
        "PASSWORD_CLAIM_SIGNATURE", proof.signature(),
        "PASSWORD_CLAIM_SECRET_BLOCK", proof.secretBlock(),
        "TIMESTAMP", proof.timestamp());
  }

  private SrpProof answered(SrpClient srp, Map<String, String> asked, Secret password) {
    try {
      return srp.answer(
          UserPoolId.of(pool.poolId()).poolName(),
          asked.get("USER_ID_FOR_SRP"),
          password,
          asked.get("SRP_B"),
          asked.get("SALT"),
          asked.get("SECRET_BLOCK"),
          SrpTimestamp.of(pool.now()));
    } catch (SrpRejectedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    aws.close();
    pool.close();
  }
}
