using System.Runtime.InteropServices;

namespace Orders.AppHost.Embedded.Kafka;

/// <summary>The librdkafka instance that a mock cluster needs for its logging and threads.</summary>
internal sealed class ClientHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        MockApi.DestroyClient(handle);
        return true;
    }
}

/// <summary>A mock cluster. It keeps its client alive: the cluster must be destroyed first, in whatever order handles are released.</summary>
internal sealed class ClusterHandle() : SafeHandle(0, ownsHandle: true)
{
    private ClientHandle? _client;

    public override bool IsInvalid => handle == 0;

    public void Holds(ClientHandle client)
    {
        var added = false;
        client.DangerousAddRef(ref added);
        _client = client;
    }

    protected override bool ReleaseHandle()
    {
        MockApi.DestroyCluster(handle);
        _client?.DangerousRelease();
        return true;
    }
}
