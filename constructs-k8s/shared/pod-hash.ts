/**
 * The hash that a Deployment puts between its name and that of a pod, as an expression (RE2): letters without vowels, so that it is no word such as
 * `primary`. Source: kubernetes/kubernetes, SafeEncodeString of k8s.io/apimachinery/pkg/util/rand.
 */
export const POD_HASH = '[bcdfghjklmnpqrstvwxz2456789]{5,10}';
