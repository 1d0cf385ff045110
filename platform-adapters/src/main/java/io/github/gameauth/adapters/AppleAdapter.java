// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.CodeExchange;
import io.github.gameauth.adapters.proof.IdTokenProof;
import io.github.gameauth.adapters.proof.NonceForm;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.OneAtATime;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.SignedAssertion;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.verify.VerifiedPlayer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sign in with Apple: identity tokens, checked here against Apple's published keys, and
 * authorization codes, which are exchanged for such a token first. The player is {@code sub}, the
 * same in all games of one developer team.
 *
 * <p>Tokens name either of two issuers, since Apple has used both; the key set is the same, and is
 * never looked up by discovery.
 *
 * <p>Safe to share.
 *
 * @see <a
 *     href="https://developer.apple.com/documentation/signinwithapple/verifying-a-user">Verifying a
 *     user</a>
 */
public final class AppleAdapter implements PlatformAdapter<AppleCredential>, AutoCloseable {
  /** Sign in with Apple. */
  public static final Platform APPLE = new Platform("apple");

  private static final String HOST = "appleid.apple.com";
  private static final String ISSUER = "https://appleid.apple.com";
  private static final String OTHER_ISSUER = "https://account.apple.com";

  /** Apple allows 6 months; nobody needs a secret that lives so long. */
  private static final Duration SECRET_LIFE = Duration.ofHours(1);

  private static final int LONGEST_CODE = 1024;

  /**
   * What we must know about our game at Apple.
   *
   * @param clientIds bundle ids and Services IDs of our team, 1 to 16
   * @param nonceForm how clients write the nonce into their request; {@code SHA256_HEX} by default
   * @param missingNonceTolerated whether logins without a nonce are let in; a token that is stolen
   *     before its use is then good for up to a day. False by default
   * @param code what it takes to exchange codes; without it, only identity tokens are proved
   */
  public record Settings(
      List<String> clientIds,
      Optional<NonceForm> nonceForm,
      Optional<Boolean> missingNonceTolerated,
      Optional<CodeClient> code) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      clientIds = Require.printables("clientIds", clientIds, 16);
      if (code.isPresent() && !clientIds.contains(code.get().clientId())) {
        throw new IllegalArgumentException(
            "code.clientId: another one (expected: one of clientIds)");
      }
    }

    /** Identity tokens for these clients, with a nonce. */
    public Settings(String... clientIds) {
      this(List.of(clientIds), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Who exchanges codes.
   *
   * @param clientId the bundle id or Services ID that codes are issued to
   * @param teamId the developer team, 10 characters
   * @param keyId the id of the key, 10 characters
   * @param privateKey the content of the key's {@code .p8} file
   * @param redirectUri the one of the web login, if the codes come from there
   */
  public record CodeClient(
      String clientId,
      String teamId,
      String keyId,
      Secret privateKey,
      Optional<String> redirectUri) {
    /**
     * Checks the values, the key included.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public CodeClient {
      Require.printable("clientId", clientId, 255);
      Require.printable("teamId", teamId, 32);
      Require.printable("keyId", keyId, 32);
      SignedAssertion.keyOf("privateKey", privateKey);
      redirectUri.ifPresent(uri -> Require.printable("redirectUri", uri, 2048));
    }
  }

  private final IdTokenProof proof;
  private final NonceForm nonceForm;
  private final boolean missingNonceTolerated;
  private final Optional<CodeExchange> exchange;
  private final OneAtATime codes = new OneAtATime();
  private final Map<String, String> exchangeFields;

  /** An adapter for our game. */
  public AppleAdapter(Settings settings, AdapterContext context) {
    this.proof =
        IdTokenProof.of(APPLE, context)
            .issuers(ISSUER, OTHER_ISSUER)
            .keySet("https://" + HOST + "/auth/keys")
            .clients(settings.clientIds())
            .build();
    this.nonceForm = settings.nonceForm().orElse(NonceForm.SHA256_HEX);
    this.missingNonceTolerated = settings.missingNonceTolerated().orElse(false);
    this.exchange = settings.code().map(client -> exchange(client, context));
    this.exchangeFields =
        settings
            .code()
            .flatMap(CodeClient::redirectUri)
            .map(uri -> Map.of("redirect_uri", uri))
            .orElse(Map.of());
  }

  private static CodeExchange exchange(CodeClient client, AdapterContext context) {
    SignedAssertion secret =
        new SignedAssertion(
            SignedAssertion.keyOf("privateKey", client.privateKey()),
            client.keyId(),
            Map.of("iss", client.teamId(), "sub", client.clientId(), "aud", ISSUER),
            SECRET_LIFE,
            context.clock());
    return new CodeExchange(
        PlatformApi.of("apple", context, HOST),
        "https://" + HOST + "/auth/token",
        ClientAuthentication.inForm(client.clientId(), secret),
        LONGEST_CODE);
  }

  @Override
  public Platform platform() {
    return APPLE;
  }

  @Override
  public Class<AppleCredential> credentialType() {
    return AppleCredential.class;
  }

  @Override
  public PlatformVerdict verify(AppleCredential credential) {
    try {
      return new Accepted(codes.with(credential.code(), () -> identityOf(credential)));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  private PlatformIdentity identityOf(AppleCredential credential) throws NotProvedException {
    if (credential.nonce().isEmpty() && !missingNonceTolerated) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
    Optional<Secret> nonce = credential.nonce().map(nonceForm::of);
    VerifiedPlayer player;
    Secret token;
    if (credential.identityToken().isPresent()) {
      token = credential.identityToken().get();
      player = proof.proved(token, nonce);
    } else {
      token = exchanged(credential.code().orElseThrow());
      player = proof.given(token, nonce);
    }
    proof.requireFirstUse(token, player);
    return PlatformIdentity.of(APPLE, "", player.subject(), IdScope.TEAM);
  }

  private Secret exchanged(Secret code) throws NotProvedException {
    return exchange
        .orElseThrow(NotProvedException::notConfigured)
        .exchange(code, exchangeFields)
        .idToken();
  }

  /** Fetches Apple's keys, so that the first player need not wait. */
  public void warmUp() {
    proof.warmUp();
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    proof.close();
  }
}
