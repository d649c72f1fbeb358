package io.ringside.dashboard;

/** Who may ask for something. */
enum Role {
    /** Whoever reaches the port: the empty page and the login. */
    ANYONE,
    /** Whoever may look. */
    VIEW,
    /** Whoever may command daemons. */
    OPERATE;

    boolean allows(Role wanted) {
        return compareTo(wanted) >= 0;
    }
}
