using System.Globalization;
using System.Net;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

using Orders.AppHost.Embedded.Processes;
using Orders.Bench.Tools;

using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Orders.Bench.Serving;

/// <summary>
/// The limit of passing requests on with YARP: nothing but YARP, with one route for everything, which speaks HTTP/2 with the query API and whose threads
/// and arrays are managed as the gateway's are: what is left between the two is what the gateway does with a request. It is a process of its own.
/// </summary>
internal sealed class BareProxy : IAsyncDisposable
{
    /// <summary>What makes of this program that proxy.</summary>
    public const string Argument = "bare-proxy";

    private readonly Peer _peer;

    private BareProxy(Peer peer, Uri address) => (_peer, Address) = (peer, address);

    public Uri Address { get; }

    public int Pid => _peer.Pid;

    /// <param name="upstream">What it stands before: a port for HTTP/2.</param>
    /// <param name="path">Answers with a success when the proxy is ready.</param>
    public static async Task<BareProxy> StartAsync(Uri upstream, string path, CancellationToken cancellationToken)
    {
        var address = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPort.Next()}"));
        var command = new ChildCommand(
            "chrt", "--batch", "0", Environment.ProcessPath!, typeof(BareProxy).Assembly.Location, Argument, address.AbsoluteUri, upstream.AbsoluteUri)
        {
            Environment = new Dictionary<string, string?>(Processors.ServingEnvironment)
            {
                ["DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION"] = "1024",
            },
        };
        return new BareProxy(await Peer.StartAsync(command, new Uri(address, path), cancellationToken), address);
    }

    public ValueTask DisposeAsync() => _peer.DisposeAsync();

    /// <summary>Until it is told to stop.</summary>
    public static async Task<int> ServeAsync(string address, string upstream)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "upstream", Match = new RouteMatch { Path = "{**path}" } }],
            [
                new ClusterConfig
                {
                    ClusterId = "upstream",
                    Destinations = new Dictionary<string, DestinationConfig> { ["upstream"] = new() { Address = upstream } },
                    HttpRequest = new ForwarderRequestConfig { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact },
                },
            ]);
        await using var app = builder.Build();
        app.MapReverseProxy();
        await app.RunAsync();
        return 0;
    }
}
