// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.live;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The leases of one issuer, by player and by session. Those of one player are a list that runs
 * through the leases, the newest first; so are those of one session. Not safe to share.
 */
final class IssuerLeases<C> {
  private final String issuer;
  private final ConnectionRegistry<C> registry;
  private final Map<String, SessionLease<C>> newestOfPlayers = new HashMap<>();
  private final Map<String, SessionLease<C>> newestOfSessions = new HashMap<>();

  IssuerLeases(String issuer, ConnectionRegistry<C> registry) {
    this.issuer = issuer;
    this.registry = registry;
  }

  String issuer() {
    return issuer;
  }

  ConnectionRegistry<C> registry() {
    return registry;
  }

  void add(SessionLease<C> lease) {
    @Nullable SessionLease<C> older = newestOfPlayers.put(lease.subject(), lease);
    lease.olderOfPlayer = older;
    if (older != null) {
      older.newerOfPlayer = lease;
    }
    @Nullable String session = lease.sessionOrNull();
    if (session != null) {
      @Nullable SessionLease<C> olderOfSession = newestOfSessions.put(session, lease);
      lease.olderOfSession = olderOfSession;
      if (olderOfSession != null) {
        olderOfSession.newerOfSession = lease;
      }
    }
  }

  void remove(SessionLease<C> lease) {
    removeFromPlayer(lease);
    @Nullable String session = lease.sessionOrNull();
    if (session != null) {
      removeFromSession(lease, session);
    }
  }

  private void removeFromPlayer(SessionLease<C> lease) {
    @Nullable SessionLease<C> newer = lease.newerOfPlayer;
    @Nullable SessionLease<C> older = lease.olderOfPlayer;
    if (newer != null) {
      newer.olderOfPlayer = older;
    } else if (older != null) {
      newestOfPlayers.put(lease.subject(), older);
    } else {
      newestOfPlayers.remove(lease.subject());
    }
    if (older != null) {
      older.newerOfPlayer = newer;
    }
    lease.newerOfPlayer = null;
    lease.olderOfPlayer = null;
  }

  private void removeFromSession(SessionLease<C> lease, String session) {
    @Nullable SessionLease<C> newer = lease.newerOfSession;
    @Nullable SessionLease<C> older = lease.olderOfSession;
    if (newer != null) {
      newer.olderOfSession = older;
    } else if (older != null) {
      newestOfSessions.put(session, older);
    } else {
      newestOfSessions.remove(session);
    }
    if (older != null) {
      older.newerOfSession = newer;
    }
    lease.newerOfSession = null;
    lease.olderOfSession = null;
  }

  /** The newest first, those among them that are just being opened. */
  List<SessionLease<C>> ofPlayer(String subject) {
    List<SessionLease<C>> leases = new ArrayList<>();
    @Nullable SessionLease<C> next = newestOfPlayers.get(subject);
    for (; next != null; next = next.olderOfPlayer) {
      leases.add(next);
    }
    return leases;
  }

  /** The newest first, those among them that are just being opened. */
  List<SessionLease<C>> ofSession(String sessionId) {
    List<SessionLease<C>> leases = new ArrayList<>();
    @Nullable SessionLease<C> next = newestOfSessions.get(sessionId);
    for (; next != null; next = next.olderOfSession) {
      leases.add(next);
    }
    return leases;
  }
}
