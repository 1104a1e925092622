using Orders.Gateway;
using Orders.Gateway.Admitting;
using Orders.Gateway.Health;
using Orders.Gateway.Proxying;
using Orders.ServiceDefaults;

SharedArrays.KeepMore();
return KeyCommands.TryRun(args, Console.In, Console.Out, Console.Error) ?? await ServiceHost.RunAsync(
    "orders-gateway", args, builder => builder.AddGateway(), app => app.MapGateway(), app => app.MapGatewayOperations());
