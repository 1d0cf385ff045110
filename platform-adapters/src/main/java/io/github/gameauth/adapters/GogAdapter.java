// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.CredentialText;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.Replays;
import io.github.gameauth.platform.IdScope;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * GOG Galaxy's encrypted app tickets, opened here by our client's key. <b>They prove less than they
 * say.</b> Nothing seals them: whoever has a ticket of his own can rewrite the first 14 digits of
 * the user id in it, and so be any player whose id ends in the same digits. Age, client and nonce
 * cannot be rewritten, and do not notice. So this is only for games where posing as somebody else
 * gains nothing, or together with an {@link AccountCheck}.
 *
 * <p>Players whom nothing but a ticket vouches for live in the environment {@value #UNCONFIRMED};
 * those whom an account check confirms, in the one without a name. Nobody comes by a change of
 * settings into an account that an altered ticket may have made, or the other way round.
 *
 * <p>A ticket's use is noted by the part that cannot be rewritten: an altered copy of a used ticket
 * is a replay. Entitlements are the game, as {@code gog:46700618453700513}, owned when the ticket
 * was made.
 *
 * <p>Safe to share.
 *
 * @see <a href="https://github.com/gogcom/galaxy-session-tickets-php">GOG's own example</a>
 */
public final class GogAdapter implements PlatformAdapter<GogTicket> {
  /** GOG Galaxy. */
  public static final Platform GOG = new Platform("gog");

  /** The environment of players whom nothing but a ticket vouches for. */
  public static final String UNCONFIRMED = "unconfirmed";

  private static final Pattern ID = Pattern.compile("[0-9]{1,20}");

  private static final int BLOCK = 16;

  /** The vector has 96 bytes, with 23 characters of data; nobody documents a limit. */
  private static final int LONGEST_TICKET = 4096;

  /** The end of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /** Confirms by other means than the ticket that a player is whom the ticket names. */
  @FunctionalInterface
  public interface AccountCheck {
    /**
     * Whether the player is this GOG user; may block.
     *
     * @param userId what the ticket says, 1 to 20 digits
     * @param evidence what the client sent for this; a stranger's text
     * @throws NotProvedException if nobody can tell
     */
    boolean confirms(String userId, Optional<Secret> evidence) throws NotProvedException;
  }

  /**
   * What we must know about our game on GOG.
   *
   * @param clients the game's clients and their keys, 1 to 8
   * @param maxAge how old a ticket may be, 1 minute to 1 day; 10 minutes by default
   * @param leeway how far GOG's clock may be ahead of ours, 0 to 5 minutes; 30 seconds by default
   * @param nonceRequired whether a login must have a nonce in its data; false by default
   */
  public record Settings(
      List<Client> clients,
      Optional<Duration> maxAge,
      Optional<Duration> leeway,
      Optional<Boolean> nonceRequired) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      clients = Require.some("clients", clients, 8);
      maxAge.ifPresent(
          age -> Require.between("maxAge", age, Duration.ofMinutes(1), Duration.ofDays(1)));
      leeway.ifPresent(
          span -> Require.between("leeway", span, Duration.ZERO, Duration.ofMinutes(5)));
    }

    /** One client, and the defaults for the rest. */
    public Settings(String clientId, Secret key) {
      this(
          List.of(new Client(clientId, key)), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * A client and its key.
   *
   * @param clientId the client id, up to 20 digits
   * @param key {@code encrypted_ticket.private_key}: 32 bytes in base64url without padding
   */
  public record Client(String clientId, Secret key) {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Client {
      Require.matching("clientId", clientId, ID, "1 to 20 digits");
      if (!KEY.matcher(key.reveal()).matches()) {
        throw new IllegalArgumentException("key: a secret (expected: 32 bytes in base64url)");
      }
    }

    private SecretKeySpec aes() {
      return new SecretKeySpec(Base64.getUrlDecoder().decode(key.reveal()), "AES");
    }
  }

  /** What a ticket says. */
  private record Content(String userId, String clientId, Instant made, String data) {}

  private final List<Client> clients;
  private final Duration maxAge;
  private final Duration leeway;
  private final boolean nonceRequired;
  private final Optional<AccountCheck> accounts;
  private final InstantSource clock;
  private final Replays replays;

  /** An adapter that believes tickets; see the warning above. */
  public GogAdapter(Settings settings, AdapterContext context) {
    this(settings, context, Optional.empty());
  }

  /** An adapter that believes a ticket when {@code accounts} confirms it. */
  public GogAdapter(Settings settings, AdapterContext context, AccountCheck accounts) {
    this(settings, context, Optional.of(accounts));
  }

  private GogAdapter(Settings settings, AdapterContext context, Optional<AccountCheck> accounts) {
    this.clients = settings.clients();
    this.maxAge = settings.maxAge().orElse(Duration.ofMinutes(10));
    this.leeway = settings.leeway().orElse(Duration.ofSeconds(30));
    this.nonceRequired = settings.nonceRequired().orElse(false);
    this.accounts = accounts;
    this.clock = context.clock();
    this.replays = Replays.of(context, "gog");
  }

  @Override
  public Platform platform() {
    return GOG;
  }

  @Override
  public Class<GogTicket> credentialType() {
    return GogTicket.class;
  }

  /** Undecided only if the account check is, or the store that notes uses cannot be reached. */
  @Override
  public PlatformVerdict verify(GogTicket credential) {
    try {
      byte[] ticket = CredentialText.base64Url(credential.ticket().reveal(), LONGEST_TICKET);
      if (ticket.length < 2 * BLOCK || ticket.length % BLOCK != 0) {
        throw NotProvedException.rejected(Reason.INVALID);
      }
      Content content = opened(ticket);
      requireInTime(content.made());
      requireNonce(content.data(), credential.nonce());
      requireConfirmed(content.userId(), credential.evidence());
      replays.requireFirstUse(sealed(ticket), content.made().plus(maxAge).plus(leeway));
      return new Accepted(identityOf(content));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  /** What nobody can rewrite: everything but the first block, which is the IV. */
  private static Secret sealed(byte[] ticket) {
    return Secret.ofBytes(Arrays.copyOfRange(ticket, BLOCK, ticket.length));
  }

  /** Under a wrong key a ticket is noise, and noise is no JSON. */
  private Content opened(byte[] ticket) throws NotProvedException {
    for (Client client : clients) {
      Optional<Content> content = contentOf(decrypted(ticket, client.aes()));
      if (content.isPresent()) {
        if (!content.get().clientId().equals(client.clientId())) {
          throw NotProvedException.rejected(Reason.WRONG_APP);
        }
        return content.get();
      }
    }
    throw NotProvedException.rejected(Reason.INVALID);
  }

  private static byte[] decrypted(byte[] ticket, SecretKeySpec key) {
    try {
      Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new IvParameterSpec(ticket, 0, BLOCK));
      byte[] padded = cipher.doFinal(ticket, BLOCK, ticket.length - BLOCK);
      int end = padded.length;
      while (end > 0 && padded[end - 1] == 0) {
        end--;
      }
      return Arrays.copyOf(padded, end);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("AES/CBC/NoPadding: missing (expected: in every JDK)", e);
    }
  }

  /**
   * Ids are texts. Numbers would need no quotes, which are what a client cannot get into a ticket
   * by the data that it chooses.
   */
  private static Optional<Content> contentOf(byte[] text) {
    try {
      ApiJson list = CredentialText.jsonList(text, 4);
      String userId = list.text("0");
      String clientId = list.text("1");
      long made = list.number("2");
      boolean sensible =
          ID.matcher(userId).matches()
              && ID.matcher(clientId).matches()
              && made >= 0
              && made <= LAST_SECOND;
      return sensible
          ? Optional.of(new Content(userId, clientId, Instant.ofEpochSecond(made), list.text("3")))
          : Optional.empty();
    } catch (NotProvedException e) {
      return Optional.empty();
    }
  }

  private void requireInTime(Instant made) throws NotProvedException {
    Instant now = clock.instant();
    if (made.isAfter(now.plus(leeway))) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
    if (!made.plus(maxAge).isAfter(now)) {
      throw NotProvedException.rejected(Reason.EXPIRED);
    }
  }

  private void requireNonce(String data, Optional<Secret> nonce) throws NotProvedException {
    boolean good =
        nonce.isEmpty()
            ? !nonceRequired
            : MessageDigest.isEqual(data.getBytes(UTF_8), nonce.get().revealBytes());
    if (!good) {
      throw NotProvedException.rejected(Reason.REPLAYED);
    }
  }

  private void requireConfirmed(String userId, Optional<Secret> evidence)
      throws NotProvedException {
    if (accounts.isPresent() && !accounts.get().confirms(userId, evidence)) {
      throw NotProvedException.rejected(Reason.INVALID);
    }
  }

  private PlatformIdentity identityOf(Content content) {
    String environment = accounts.isPresent() ? "" : UNCONFIRMED;
    return PlatformIdentity.of(GOG, environment, content.userId(), IdScope.GLOBAL)
        .facts(PlatformFacts.NONE.entitlements(Set.of("gog:" + content.clientId())));
  }
}
