// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.gameauth.cognito.srp.SrpClient;
import io.github.gameauth.cognito.srp.SrpProof;
import io.github.gameauth.cognito.srp.SrpRejectedException;
import io.github.gameauth.cognito.srp.SrpTimestamp;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The proofs of one run: of the player's password, if it is at hand, and of their device. For one
 * thread and one use.
 */
final class SignInProofs {
  private final PoolCalls calls;
  private final Optional<Secret> password;
  private final Duration shift;

  // Each is good for one proof: gone with it.
  private @Nullable SrpClient ofPassword;
  private @Nullable SrpClient ofDevice;

  private Optional<Duration> behind = Optional.empty();

  SignInProofs(PoolCalls calls, Optional<Secret> password, Duration shift) {
    this.calls = calls;
    this.password = password;
    this.shift = shift;
  }

  /** How far our clock seemed to be behind when the password was proved; empty if it was not. */
  Optional<Duration> behind() {
    return behind;
  }

  /** Starts a proof of the password, in place of one that was started before. */
  void start(ObjectNode parameters) {
    SrpClient start = SrpClient.start(calls.random());
    ofPassword = start;
    parameters.put("SRP_A", start.publicHex());
  }

  /**
   * What answers a challenge without asking anybody; empty if the player has to be asked.
   *
   * @param serviceTime when the challenge was sent, by the service's clock
   * @throws SrpRejectedException if the challenge cannot come from an honest service
   */
  Optional<Consumer<ObjectNode>> answering(ChallengeState challenge, Optional<Instant> serviceTime)
      throws SrpRejectedException {
    return switch (challenge.name) {
      case "PASSWORD_VERIFIER" -> passwordProof(challenge, serviceTime);
      case "DEVICE_SRP_AUTH" -> challenge.signIn.device().map(device -> this::startDevice);
      case "DEVICE_PASSWORD_VERIFIER" -> deviceProof(challenge);
      default -> Optional.empty();
    };
  }

  private Optional<Consumer<ObjectNode>> passwordProof(
      ChallengeState challenge, Optional<Instant> serviceTime) throws SrpRejectedException {
    SrpClient start = ofPassword;
    if (password.isEmpty() || start == null) {
      return Optional.empty();
    }
    ofPassword = null;
    behind = calls.proofClock().behind(serviceTime);
    return Optional.of(
        proof(
            challenge,
            start,
            calls.pool().poolName(),
            challenge.signIn.userName(),
            password.get()));
  }

  private void startDevice(ObjectNode responses) {
    SrpClient start = SrpClient.start(calls.random());
    ofDevice = start;
    responses.put("SRP_A", start.publicHex());
  }

  private Optional<Consumer<ObjectNode>> deviceProof(ChallengeState challenge)
      throws SrpRejectedException {
    SrpClient start = ofDevice;
    if (challenge.signIn.device().isEmpty() || start == null) {
      return Optional.empty();
    }
    ofDevice = null;
    DeviceCredential device = challenge.signIn.device().get();
    return Optional.of(
        proof(
            challenge,
            start,
            device.deviceGroupKey(),
            device.deviceKey(),
            device.devicePassword()));
  }

  private Consumer<ObjectNode> proof(
      ChallengeState challenge, SrpClient srp, String group, String name, Secret secret)
      throws SrpRejectedException {
    SrpProof proof =
        srp.answer(
            group,
            name,
            secret,
            challenge.parameter("SRP_B"),
            challenge.parameter("SALT"),
            challenge.parameter("SECRET_BLOCK"),
            SrpTimestamp.of(calls.proofClock().now().plus(shift)));
    return responses ->
        responses
            .put("PASSWORD_CLAIM_SIGNATURE", proof.signature())
            .put("PASSWORD_CLAIM_SECRET_BLOCK", proof.secretBlock())
            .put("TIMESTAMP", proof.timestamp());
  }
}
