// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.storage.secretsmanager;

import static io.github.gameauth.testing.KeyStoreContract.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.key.Algorithm;
import io.github.gameauth.mint.KeyStore;
import io.github.gameauth.mint.KeyStoreException;
import io.github.gameauth.mint.SigningKeyRow;
import io.github.gameauth.testing.KeyStoreContract;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.APIErrorType;
import software.amazon.awssdk.services.secretsmanager.model.BatchGetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;

/** There is no local Secrets Manager: these tests run against {@link FakeSecretsManager}. */
final class SecretsManagerKeyStoreTest implements KeyStoreContract {
  private final FakeSecretsManager service = new FakeSecretsManager();

  private SecretsManagerKeyStore store() {
    return SecretsManagerKeyStore.over(service, "gameauth/test");
  }

  @Override
  public KeyStore emptyStore() {
    return SecretsManagerKeyStore.over(new FakeSecretsManager(), "gameauth/test");
  }

  private static SigningKeyRow key(long slot, String keyId) {
    return row(ISSUER, Algorithm.RS256, slot, keyId);
  }

  @Test
  void findsWhatAnotherServerMade() {
    store().insertIfAbsent(key(3000, "a"));

    assertEquals(key(3000, "a"), store().insertIfAbsent(key(3000, "b")));
    assertEquals(List.of(key(3000, "a")), store().list(ISSUER, Algorithm.RS256));
  }

  @Test
  void findsMoreThanOnePage() {
    Set<SigningKeyRow> given =
        IntStream.range(0, 45).mapToObj(i -> key(3000 + i, "k" + i)).collect(Collectors.toSet());
    given.forEach(store()::insertIfAbsent);

    assertEquals(given, new HashSet<>(store().list(ISSUER, Algorithm.RS256)));
  }

  @Test
  void tellsWhatItMadeBeforeTheServiceListsIt() {
    service.listLate();
    SecretsManagerKeyStore store = store();
    store.insertIfAbsent(key(3000, "a"));

    assertEquals(List.of(key(3000, "a")), store.list(ISSUER, Algorithm.RS256));
    assertEquals(List.of(), store().list(ISSUER, Algorithm.RS256));

    service.catchUp();
    assertEquals(List.of(key(3000, "a")), store().list(ISSUER, Algorithm.RS256));
  }

  @Test
  void tellsWhomItMetBeforeTheServiceListsThem() {
    service.listLate();
    store().insertIfAbsent(key(3000, "a"));
    SecretsManagerKeyStore late = store();

    assertEquals(key(3000, "a"), late.insertIfAbsent(key(3000, "b")));
    assertEquals(List.of(key(3000, "a")), late.list(ISSUER, Algorithm.RS256));
    assertEquals(Optional.of(key(3000, "a").revoked(NOW)), late.revoke(ISSUER, "a", NOW));
  }

  @Test
  void forgetsWhatAnOperatorDeleted() {
    SecretsManagerKeyStore store = store();
    store.insertIfAbsent(key(3000, "a"));
    store.insertIfAbsent(key(3001, "b"));
    service.delete(service.current().keySet().iterator().next());

    assertEquals(List.of(key(3001, "b")), store.list(ISSUER, Algorithm.RS256));
  }

  @Test
  void keepsTheFirstOfTwoRevocationsThatSawNone() {
    store().insertIfAbsent(key(3000, "a"));
    // Another server's revocation falls between this one's reading and its writing.
    SecretsManagerClient overtaken =
        before("putSecretValue", () -> store().revoke(ISSUER, "a", NOW.minusSeconds(1)));

    Optional<SigningKeyRow> revoked =
        SecretsManagerKeyStore.over(overtaken, "gameauth/test").revoke(ISSUER, "a", NOW);

    SigningKeyRow first = key(3000, "a").revoked(NOW.minusSeconds(1));
    assertEquals(Optional.of(first), revoked);
    assertEquals(List.of(first), store().list(ISSUER, Algorithm.RS256));
  }

  @Test
  void usesItsOwnPrefixAndNoOther() {
    store().insertIfAbsent(key(3000, "a"));
    SecretsManagerKeyStore other = SecretsManagerKeyStore.over(service, "gameauth/test2");

    assertEquals(List.of(), other.list(ISSUER, Algorithm.RS256));
    assertEquals(key(3000, "b"), other.insertIfAbsent(key(3000, "b")));
    assertTrue(
        service.current().keySet().stream()
            .allMatch(name -> name.matches("gameauth/test2?/[0-9a-f]{32}/RS256/3000")));
  }

  @Test
  void takesNoNameForTheEndOfAnArn() {
    store().insertIfAbsent(key(-123456, "a"));

    String name = service.current().keySet().iterator().next();
    assertFalse(name.matches(".*-.{6}"), name);
    assertEquals(List.of(key(-123456, "a")), store().list(ISSUER, Algorithm.RS256));
  }

  @Test
  void encryptsUnderTheKeyThatItIsTold() {
    store().insertIfAbsent(key(3000, "a"));
    assertEquals(Map.of(), service.kmsKeys());

    store().encryptedUnder("alias/keys").insertIfAbsent(key(3001, "b"));

    assertEquals(Set.of("alias/keys"), Set.copyOf(service.kmsKeys().values()));
  }

  @Test
  void refusesASecretThatIsDamagedOrOfAnother() {
    SecretsManagerKeyStore store = store();
    store.insertIfAbsent(key(3000, "a"));
    String name = service.current().keySet().iterator().next();
    String good = service.current().get(name);

    for (String bad :
        List.of(
            "x",
            "{}",
            good.replace("signing-key-1", "signing-key-2"),
            good.replace("RS256", "HS999"),
            good.replace("\"3000\"", "3000"),
            good.replace("\"3000\"", "\"3001\""),
            good.replace("mygame", "theirgame"),
            good.replace("\"format\"", "\"slot\":\"1\",\"format\""))) {
      service.overwrite(name, bad);

      KeyStoreException refused =
          assertThrows(
              KeyStoreException.class, () -> store.list(ISSUER, Algorithm.RS256), () -> bad);
      assertFalse(refused.getMessage().contains("sealed."), refused.getMessage());
      assertThrows(KeyStoreException.class, () -> store.insertIfAbsent(key(3000, "b")), () -> bad);
    }
  }

  @Test
  void refusesAKeyThatIsRevokedAlready() {
    assertThrows(
        IllegalArgumentException.class, () -> store().insertIfAbsent(key(3000, "a").revoked(NOW)));
  }

  @Test
  void refusesAPrefixThatNoNameMayHave() {
    for (String bad : List.of("", "a b", "a:b", "x".repeat(201))) {
      assertThrows(IllegalArgumentException.class, () -> SecretsManagerKeyStore.over(service, bad));
    }
  }

  @Test
  void saysThatTheServiceCannotBeReached() {
    store().insertIfAbsent(key(3000, "a"));
    for (String operation :
        List.of(
            "createSecret",
            "getSecretValue",
            "listSecrets",
            "batchGetSecretValue",
            "putSecretValue")) {
      SecretsManagerKeyStore cut =
          SecretsManagerKeyStore.over(
              before(
                  operation,
                  () -> {
                    throw SdkClientException.create("no route to host");
                  }),
              "gameauth/test");

      KeyStoreException failed =
          assertThrows(
              KeyStoreException.class,
              () -> {
                cut.insertIfAbsent(key(3000, "b"));
                cut.revoke(ISSUER, "a", NOW);
              },
              () -> operation);
      assertEquals(SdkClientException.class, failed.getCause().getClass());
    }
    assertEquals(List.of(key(3000, "a")), store().list(ISSUER, Algorithm.RS256));
  }

  @Test
  void saysThatASecretIsGoingToBeDeleted() {
    store().insertIfAbsent(key(3000, "a"));
    SecretsManagerKeyStore refused =
        SecretsManagerKeyStore.over(
            before(
                "createSecret",
                () -> {
                  throw InvalidRequestException.builder().message("scheduled").build();
                }),
            "gameauth/test");

    assertThrows(KeyStoreException.class, () -> refused.insertIfAbsent(key(3000, "b")));
  }

  @Test
  void saysThatASecretMayNotBeRead() {
    store().insertIfAbsent(key(3000, "a"));
    SecretsManagerClient denied =
        (SecretsManagerClient)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {SecretsManagerClient.class},
                (proxy, method, arguments) ->
                    method.getName().equals("batchGetSecretValue")
                        ? BatchGetSecretValueResponse.builder()
                            .errors(
                                APIErrorType.builder().errorCode("AccessDeniedException").build())
                            .build()
                        : method.invoke(service, arguments));

    KeyStoreException refused =
        assertThrows(
            KeyStoreException.class,
            () ->
                SecretsManagerKeyStore.over(denied, "gameauth/test").list(ISSUER, Algorithm.RS256));

    assertTrue(refused.getMessage().contains("AccessDeniedException"));
  }

  /** The service, where something happens just before a call. */
  private SecretsManagerClient before(String operation, Runnable event) {
    return (SecretsManagerClient)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {SecretsManagerClient.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(operation)) {
                event.run();
              }
              try {
                return method.invoke(service, arguments);
              } catch (java.lang.reflect.InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }
}
