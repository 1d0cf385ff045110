// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.key;

import java.util.Set;

/** Keys whose private halves are printed in standards, and find their way into real key sets. */
final class PublishedKeys {
  /** RFC 7638 thumbprints. */
  static final Set<String> THUMBPRINTS =
      Set.of(
          // RFC 7515 A.2, A.3, A.4
          "IsUn6_e04MaShXFIISMp4kG62LWzMIPy_MvSA5pJgX8",
          "oKIywvGUpTVTyxMQ3bwIIeQUudfr_CkLMjCE19ECD-U",
          "u5YUSjQ2-2chBi51NSk3t3g7IM4o2KYcnPqPtCNGd3U",
          // RFC 7517 A.2
          "cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s",
          "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs",
          // RFC 7520 3.2, 3.4, 5.2, 5.4, 5.5, 6
          "dHri3SADZkrush5HU_50AoRhcKFryN-PI6jPBtPL55M",
          "9jg46WB3rR_AHD-EBXdN7cBkH1WOu0tA3M9fm21mqTI",
          "Rt-IyDEhXohvTl_ozKQ9YGflXGuDb3uu3QmqN2LoMwM",
          "h_jutvC-jg3Nwueq8LmdSybXykVsBwk4_5u5Y9JiS7E",
          "YlKlB7M2wnS0cPn_V7OW-FuDLuWdJ9z4OvPHmhGDfeE",
          "HsSFalww3yP-dO-lWGYgFcyV5H22oScIFc4V2Y6GOto",
          "8izOqBCj1XBwWw0-iTcMv27pUKWwFvNmw-kutyfzf-g",
          // RFC 8037 A
          "kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k");

  private PublishedKeys() {}
}
