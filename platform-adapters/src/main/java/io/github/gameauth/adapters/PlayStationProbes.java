// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.adapters.check.Require;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.ClientAuthentication;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.adapters.proof.Probe;
import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What PlayStation says of a proven player beyond who it is. The services for that are
 * confidential, so nothing of them is known here: whoever may read about them describes the
 * question.
 */
public final class PlayStationProbes {
  private static final int NOT_FOUND = 404;
  private static final Pattern DIGITS = Pattern.compile("[0-9]{1,20}");

  private PlayStationProbes() {}

  /**
   * A question whether a player has something: the game, an add-on, PlayStation Plus.
   *
   * @param label what the entitlement is called if the player has it, such as {@code
   *     playstation:plus}
   * @param issuerId whose players are asked about; those of other environments pass
   * @param url an https address whose path or query holds {@code {accountId}}
   * @param pointer where in the answer it stands (RFC 6901), such as {@code /items/0/state}
   * @param owned what stands there if the player has it, such as {@code true}; anything else means
   *     that he has it not
   * @param none whether a player who has nothing has nothing at {@code pointer} or is answered by
   *     404; otherwise nobody can tell by such an answer
   */
  public record Entitlement(
      String label, long issuerId, String url, String pointer, String owned, boolean none) {
    private static final String ACCOUNT = "{accountId}";
    private static final Pattern QUERY = Pattern.compile("[A-Za-z0-9._~!$'()*+,;:@/?=&%-]*");
    private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])*){1,16}");

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException naming the value and its range
     */
    public Entitlement {
      Require.printable("label", label, 64);
      Require.between("issuerId", issuerId, 1, 65535);
      if (!url.contains(ACCOUNT)) {
        throw new IllegalArgumentException("url: no " + ACCOUNT + " (expected: at least one)");
      }
      String[] parts = url.replace(ACCOUNT, "0").split("\\?", 2);
      Require.address("url", parts[0]);
      if (parts.length > 1) {
        Require.matching("url", parts[1], QUERY, "an encoded query");
      }
      Require.matching("pointer", pointer, POINTER, "a JSON pointer of up to 16 steps");
      Require.printable("owned", owned, 255);
    }

    private String about(String accountId) {
      return url.replace(ACCOUNT, accountId);
    }
  }

  /**
   * Whether the player has something; by its label as the entitlement.
   *
   * @param server how we prove ourselves there: {@link ClientAuthentication#basic}, or a lambda
   *     that sets whatever the partner documentation wants
   */
  public static AccessCheck entitlement(
      Entitlement entitlement, ClientAuthentication server, AdapterContext context) {
    PlatformApi api =
        PlatformApi.of(
            "playstation-entitlement", context, URI.create(entitlement.about("0")).getHost());
    String environment = PlayStationEnvironment.nameOf(entitlement.issuerId());
    return Probe.of(
        entitlement.label(),
        PlayStationAdapter.PLAYSTATION,
        (accountId, request) -> {
          if (!request.identity().tenant().equals(environment)) {
            return Probe.granted();
          }
          if (!DIGITS.matcher(accountId).matches()) {
            throw NotProvedException.outage();
          }
          ApiRequest question = ApiRequest.get(entitlement.about(accountId)).repeatable();
          return judged(entitlement, api, api.ask(server.prove(question)));
        });
  }

  private static AccessAnswer judged(Entitlement entitlement, PlatformApi api, ApiAnswer answer)
      throws NotProvedException {
    if (answer.status() == NOT_FOUND && entitlement.none()) {
      return Probe.refused(Code.NOT_ENTITLED);
    }
    if (!answer.isOk()) {
      throw api.unexpected(answer);
    }
    return answer
        .json()
        .maybeValueAt(entitlement.pointer())
        .or(() -> entitlement.none() ? Optional.of("") : Optional.empty())
        .map(entitlement.owned()::equals)
        .map(owned -> owned ? Probe.granted(entitlement.label()) : Probe.refused(Code.NOT_ENTITLED))
        .orElseThrow(NotProvedException::outage);
  }
}
