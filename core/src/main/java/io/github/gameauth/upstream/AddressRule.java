// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.upstream;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import okhttp3.Dns;

/**
 * Which addresses a host name may stand for, decided where the connection is made, so that a name
 * which changes its address between check and use gains nothing (DNS rebinding). {@code localhost}
 * is always this machine; with {@code publicOnly} nothing else may be.
 *
 * <p>A record, because OkHttp shares connections only between clients whose {@link Dns} are equal.
 */
record AddressRule(Dns names, boolean publicOnly) implements Dns {
  @Override
  public List<InetAddress> lookup(String hostname) throws UnknownHostException {
    List<InetAddress> allowed =
        names.lookup(hostname).stream().filter(address -> allows(hostname, address)).toList();
    if (allowed.isEmpty()) {
      throw new Refused(hostname);
    }
    return allowed;
  }

  /** OkHttp looks up no host that is an address already, so those are judged before the call. */
  void requireAllowed(String host) throws Refused {
    if (!publicOnly || !looksLikeAddress(host)) {
      return;
    }
    try {
      if (!isPublic(InetAddress.getByName(host))) {
        throw new Refused(host);
      }
    } catch (UnknownHostException e) {
      throw new Refused(host);
    }
  }

  /** Exactly the hosts that OkHttp takes for addresses. */
  private static boolean looksLikeAddress(String host) {
    return host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  private boolean allows(String hostname, InetAddress address) {
    if (publicOnly) {
      return isPublic(address);
    }
    return !hostname.equals("localhost") || address.isLoopbackAddress();
  }

  static boolean isPublic(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return false;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? isPublicV6(bytes) : isPublicV4(bytes, 0);
  }

  /**
   * RFC 6890: this network, shared, protocol assignments, benchmarks, reserved; and private ones.
   */
  private static boolean isPublicV4(byte[] bytes, int at) {
    int first = bytes[at] & 0xff;
    int second = bytes[at + 1] & 0xff;
    return switch (first) {
      case 0, 10, 127 -> false;
      case 100 -> second < 64 || second > 127;
      case 169 -> second != 254;
      case 172 -> second < 16 || second > 31;
      case 192 -> second != 168 && !(second == 0 && bytes[at + 2] == 0);
      case 198 -> second != 18 && second != 19;
      default -> first < 224;
    };
  }

  /** Global unicast is 2000::/3; of it, and of NAT64, not what carries a private IPv4 address. */
  private static boolean isPublicV6(byte[] bytes) {
    int head = (bytes[0] & 0xff) << 8 | (bytes[1] & 0xff);
    int next = (bytes[2] & 0xff) << 8 | (bytes[3] & 0xff);
    if (head == 0x2002) {
      return isPublicV4(bytes, 2); // 6to4, RFC 3056
    }
    if (head == 0x0064 && next == 0xff9b) {
      return isPublicV4(bytes, 12); // NAT64, RFC 6052
    }
    boolean teredo = head == 0x2001 && next == 0;
    return (head & 0xe000) == 0x2000 && !teredo;
  }

  /** The host's address may not be asked; says which host, and not which address it has. */
  static final class Refused extends UnknownHostException {
    private static final long serialVersionUID = 1L;

    Refused(String host) {
      super(host);
    }
  }
}
