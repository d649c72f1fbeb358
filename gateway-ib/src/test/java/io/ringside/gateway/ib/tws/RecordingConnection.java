package io.ringside.gateway.ib.tws;

/** Writes down what becomes of a connection too. */
class RecordingConnection extends RecordingListener implements TwsConnection.Listener {
    @Override
    public void ready(int serverVersion) {
        add("ready " + serverVersion);
    }

    @Override
    public void malformed(TwsProtocolError error) {
        add("malformed " + error.getMessage());
    }

    @Override
    public void unsent(int orderId) {
        add("unsent " + orderId);
    }

    @Override
    public void disconnected(ConnectionEnd reason, String detail) {
        add("end " + reason + " " + detail);
    }
}
