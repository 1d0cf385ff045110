// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.srp;

import static io.github.gameauth.cognito.srp.SrpVectors.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.gameauth.secret.Secret;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

final class SecretHashTest {
  @TestFactory
  Stream<DynamicTest> hashesNameAndClientUnderTheSecret() {
    assertEquals(4, SrpVectors.all("secret_hash").count());
    return SrpVectors.all("secret_hash")
        .map(
            vector ->
                dynamicTest(
                    text(vector, "/username"),
                    () ->
                        assertEquals(
                            text(vector, "/SECRET_HASH"),
                            SecretHash.of(
                                Secret.of(text(vector, "/client_secret")),
                                text(vector, "/username"),
                                text(vector, "/client_id")))));
  }
}
