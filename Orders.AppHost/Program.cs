using Orders.AppHost.Embedded;
#if ASPIRE
using Orders.AppHost;
using Orders.AppHost.Containers.Engine;
#endif

// The one place that knows that this can be built without Aspire.
if (!args.Contains("--embedded"))
{
#if ASPIRE
    if (AspireHost.IsAskedFor(args))
    {
        return await AspireHost.RunAsync(args);
    }

    if (args.Length > 0)
    {
        Console.WriteLine("Options are for running everything as processes of this machine, without containers: doing so.");
    }
    else if (await ContainerEngine.FindAsync() is not null)
    {
        return await AspireHost.RunAsync(args);
    }
    else
    {
        Console.WriteLine("No container engine (docker or podman) answers: running everything as processes of this machine instead.");
    }
#else
    Console.WriteLine("Built from a package feed without Aspire: running everything as processes of this machine.");
#endif
}

return await EmbeddedHost.RunAsync(args);
