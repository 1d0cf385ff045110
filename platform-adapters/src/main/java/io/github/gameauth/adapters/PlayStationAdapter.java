// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.OneAtATime;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformVerdict;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * PlayStation Network: authorization codes, which are exchanged for the player, and id tokens,
 * checked here against PlayStation's published keys. The player is the account id, the same in all
 * games of one {@code environment}: {@code np} is where players play, {@code prod-qa} and {@code
 * sp-int} are for certification and development. Country and {@code ageBand}, as {@code 12 child}
 * or {@code 27 not-child}, are among the facts.
 *
 * <p>A credential is ours if it was issued to one of our clients, in one of our environments.
 *
 * <p>Sony's own documents are confidential: what is a default here was learnt from public
 * implementations. Compare each with the partner documentation before players come. Entitlements
 * are {@link PlayStationProbes}. Safe to share.
 */
public final class PlayStationAdapter
    implements PlatformAdapter<PlayStationCredential>, AutoCloseable {
  /** PlayStation Network. */
  public static final Platform PLAYSTATION = new Platform("playstation");

  /**
   * What we must know about our game at PlayStation's.
   *
   * @param clientIds our clients, consoles' and server's; 1 to 16. A token is issued to one of
   *     them: by {@code client_id} and {@code azp} where it has them, otherwise by {@code aud}
   * @param environments whose players are let in; 1 to 4. A client's hint chooses among them
   * @param code what it takes to exchange codes; without it, only id tokens are proved
   * @param claims what the claims are called, where that differs from the defaults
   * @param algorithms what id tokens are signed by; RS256 by default, never by a shared secret
   * @param maxAge how long ago an id token may have been issued, 1 minute to 1 day; by default, its
   *     {@code exp} alone counts
   * @param clockSkew how far clocks may differ, 0 to 5 minutes; 30 seconds by default
   */
  public record Settings(
      List<String> clientIds,
      List<PlayStationEnvironment> environments,
      Optional<PlayStationClient> code,
      Optional<PlayStationClaimNames> claims,
      Optional<List<Algorithm>> algorithms,
      Optional<Duration> maxAge,
      Optional<Duration> clockSkew) {
    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Settings {
      clientIds = Require.printables("clientIds", clientIds, 16);
      environments = Require.some("environments", environments, 4);
      Require.some(
          "environments.issuerId",
          environments.stream().map(PlayStationEnvironment::issuerId).toList(),
          4);
      if (code.isPresent() && !clientIds.contains(code.get().clientId())) {
        throw new IllegalArgumentException(
            "code.clientId: another one (expected: one of clientIds)");
      }
      algorithms = algorithms.map(all -> Require.some("algorithms", all, 10));
      if (algorithms.filter(all -> all.contains(Algorithm.HS256)).isPresent()) {
        throw new IllegalArgumentException("algorithms: HS256 (expected: public keys)");
      }
      maxAge.ifPresent(
          span -> Require.between("maxAge", span, Duration.ofMinutes(1), Duration.ofDays(1)));
      clockSkew.ifPresent(
          span -> Require.between("clockSkew", span, Duration.ZERO, Duration.ofMinutes(5)));
    }

    /** Codes and tokens of one client in one environment, and the defaults for the rest. */
    public Settings(PlayStationEnvironment environment, PlayStationClient code) {
      this(
          List.of(code.clientId()),
          List.of(environment),
          Optional.of(code),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }
  }

  private record Place(long issuerId, PlayStationWorld world) {}

  private final List<Place> places;
  private final OneAtATime codes = new OneAtATime();

  /** An adapter for our game. */
  public PlayStationAdapter(Settings settings, AdapterContext context) {
    this.places =
        settings.environments().stream()
            .map(each -> new Place(each.issuerId(), new PlayStationWorld(each, settings, context)))
            .toList();
  }

  @Override
  public Platform platform() {
    return PLAYSTATION;
  }

  @Override
  public Class<PlayStationCredential> credentialType() {
    return PlayStationCredential.class;
  }

  @Override
  public PlatformVerdict verify(PlayStationCredential credential) {
    try {
      PlayStationWorld world = worldOf(credential.issuerId());
      Optional<Secret> token = credential.idToken();
      return new Accepted(
          token.isPresent()
              ? world.byToken(token.get())
              : codes.with(
                  credential.code().orElseThrow(),
                  () -> world.byCode(credential.code().orElseThrow())));
    } catch (NotProvedException e) {
      return e.verdict();
    }
  }

  /** What the client says may lead to an environment of ours, and to no other. */
  private PlayStationWorld worldOf(Optional<Long> hint) throws NotProvedException {
    long wanted = hint.orElse(places.get(0).issuerId());
    return places.stream()
        .filter(place -> place.issuerId() == wanted)
        .findFirst()
        .orElseThrow(() -> NotProvedException.rejected(Reason.WRONG_APP))
        .world();
  }

  /** Fetches PlayStation's keys, so that the first player need not wait. */
  public void warmUp() {
    places.forEach(place -> place.world().warmUp());
  }

  /** Ends the refreshing of keys. */
  @Override
  public void close() {
    places.forEach(place -> place.world().close());
  }
}
