// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static io.github.gameauth.cognito.srp.SrpVectors.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.secret.Secret;
import java.math.BigInteger;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

final class SrpVectorsTest {
  private static BigInteger number(JsonNode vector, String pointer) {
    return new BigInteger(text(vector, pointer), 16);
  }

  @Test
  void computesInTheGroupOfTheVectors() {
    JsonNode group = SrpVectors.group();
    assertEquals(number(group, "/n_hex"), SrpGroup.N);
    assertEquals(group.required("g").intValue(), SrpGroup.G.intValueExact());
    assertEquals(number(group, "/k_hex"), SrpGroup.K);
    assertEquals(3072, SrpGroup.N.bitLength());
  }

  @Test
  void readsAllVectors() {
    assertEquals(65, SrpVectors.ofKind("user").count());
    assertEquals(13, SrpVectors.ofKind("device").count());
  }

  @TestFactory
  Stream<DynamicTest> provesThePasswordsOfUsers() {
    return SrpVectors.ofKind("user")
        .map(
            vector ->
                dynamicTest(
                    text(vector, "/id"),
                    () -> {
                      String pool = UserPoolId.of(text(vector, "/input/user_pool_id")).poolName();
                      assertEquals(text(vector, "/input/pool_name"), pool);
                      proves(
                          vector,
                          pool,
                          text(vector, "/challenge/USER_ID_FOR_SRP"),
                          Secret.of(text(vector, "/input/password")));
                    }));
  }

  @TestFactory
  Stream<DynamicTest> provesThePasswordsOfDevices() {
    return SrpVectors.ofKind("device")
        .map(
            vector ->
                dynamicTest(
                    text(vector, "/id"),
                    () ->
                        proves(
                            vector,
                            text(vector, "/input/device_group_key"),
                            text(vector, "/input/device_key"),
                            Secret.of(text(vector, "/input/device_password")))));
  }

  @TestFactory
  Stream<DynamicTest> registersDevices() {
    return SrpVectors.ofKind("device")
        .map(
            vector ->
                dynamicTest(
                    text(vector, "/id"),
                    () ->
                        assertEquals(
                            new DeviceVerifier(
                                text(vector, "/confirm_device/Salt"),
                                text(vector, "/confirm_device/PasswordVerifier")),
                            DeviceVerifier.of(
                                text(vector, "/input/device_group_key"),
                                text(vector, "/input/device_key"),
                                Secret.of(text(vector, "/input/device_password")),
                                HexFormat.of().parseHex(text(vector, "/input/salt_random_hex"))))));
  }

  /** Step by step, so that a computation that goes astray shows where. */
  private static void proves(JsonNode vector, String group, String name, Secret password)
      throws SrpRejectedException {
    SrpClient client = SrpClient.startingWith(number(vector, "/input/small_a_hex"));
    String srpB = text(vector, "/challenge/SRP_B");
    String salt = text(vector, "/challenge/SALT");

    assertEquals(text(vector, "/initiate/SRP_A"), client.publicHex());
    assertEquals(
        number(vector, "/intermediate/u_hex"),
        SrpGroup.scrambled(new BigInteger(client.publicHex(), 16), new BigInteger(srpB, 16)));
    assertEquals(
        number(vector, "/intermediate/x_hex"),
        SrpGroup.exponent(group, name, password, new BigInteger(salt, 16)));

    String timestamp =
        SrpTimestamp.of(
            Instant.ofEpochSecond(vector.requiredAt("/input/epoch_seconds").longValue()));
    SrpProof proof =
        client.answer(
            group, name, password, srpB, salt, text(vector, "/challenge/SECRET_BLOCK"), timestamp);

    assertEquals(text(vector, "/response/PASSWORD_CLAIM_SIGNATURE"), proof.signature());
    assertEquals(text(vector, "/response/TIMESTAMP"), proof.timestamp());
    assertEquals(text(vector, "/challenge/SECRET_BLOCK"), proof.secretBlock());
  }
}
